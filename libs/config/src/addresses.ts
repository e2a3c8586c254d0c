import type { Configuration, Environment } from './configuration.js';
import { confidential, isLocal, parseBaseUrl, parseClientOrigin, parseOrigin } from './urls.js';
import { listOf } from './values.js';
import type { Parse, Variables } from './variables.js';

type Addresses = Pick<Configuration, 'publicUrl' | 'frontendUrl' | 'frontendOrigins' | 'tokenAudience' | 'inbox'>;

/** Reads where the service and its frontends are reached. */
export function readAddresses(variables: Variables, environment: Environment, port: number): Addresses {
  const isProduction = environment === 'production';
  const local = `http://localhost:${port}`;
  const publicUrl = readRequired(variables, isProduction, 'PUBLIC_URL', local, confidential(parseOrigin), 'https://auth.example.com');
  // Links to the frontend carry one-time tokens, and its origins may ask with cookies.
  const careful = isProduction ? confidential : (parse: Parse<string>) => parse;
  const frontendUrl = readRequired(variables, isProduction, 'FRONTEND_URL', publicUrl, careful(parseBaseUrl), 'https://app.example.com');
  return {
    publicUrl,
    frontendUrl,
    frontendOrigins: variables.read(
      'FRONTEND_ORIGINS',
      [new URL(frontendUrl).origin],
      listOf(careful(parseClientOrigin)),
      'https://app.example.com',
    ),
    tokenAudience: variables.text('TOKEN_AUDIENCE') ?? publicUrl,
    // The inbox shows every mailed token to whoever can read it: this machine only (docs/reference/contract.md#development-inbox).
    inbox: !isProduction && isLocal(publicUrl),
  };
}

function readRequired(
  variables: Variables,
  required: boolean,
  name: string,
  fallback: string,
  parse: Parse<string>,
  example: string,
): string {
  if (required && variables.text(name) === undefined) variables.refuse(name, 'is required in production', example);
  return variables.read(name, fallback, parse, example);
}
