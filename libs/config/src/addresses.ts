import type { Configuration, Environment } from './configuration.js';
import { settings } from './settings.js';
import type { NamedSetting } from './settings.js';
import { confidential, isLocal, parseBaseUrl, parseClientOrigin, parsePrefixed } from './urls.js';
import { listOf } from './values.js';
import { taking } from './parse.js';
import type { Variables } from './variables.js';

/** What the service's own addresses begin with (test/contract/routes.spec.ts): below such a path nobody could tell them from the path itself. */
const OWN = [
  ...['api', 'assets', 'avatars', 'dev', 'docs', 'docs-json', 'docs-yaml', 'healthz', 'readyz'],
  ...['verify-account', 'password-reset', 'password-reset-confirm', 'change-email-confirm', 'undo-email-change'],
  ...['confirm-sign-in', 'report-sign-in', 'register', 'login', 'logout', 'profile', 'profiles', 'security'],
];

export const ADDRESS_SETTINGS = settings({
  PUBLIC_URL: {
    defaultInWords: '`http://localhost:$PORT`',
    as: confidential(parsePrefixed(OWN)),
    example: 'https://auth.example.com',
    meaning:
      'where the service is reached, [with its path](network.md#below-a-path) if it has one; `iss` of tokens. https, but for localhost',
    isRequiredInProduction: true,
  },
  FRONTEND_URL: {
    defaultInWords: '`$PUBLIC_URL`',
    as: parseBaseUrl,
    example: 'https://app.example.com',
    meaning: 'where mailed links point; by default to pages of this service',
    isRequiredInProduction: true,
  },
  FRONTEND_ORIGINS: {
    defaultInWords: 'the origin of `$FRONTEND_URL`',
    as: listOf(parseClientOrigin),
    example: 'https://app.example.com',
    meaning: 'origins that [CORS and the CSRF rule](../guides/from-a-browser-app.md) let in, also of web views (`capacitor://localhost`)',
  },
  TOKEN_AUDIENCE: { defaultInWords: '`$PUBLIC_URL`', as: taking('any text', (text) => text), meaning: '`aud` of tokens' },
});

type Addresses = Pick<Configuration, 'publicUrl' | 'frontendUrl' | 'frontendOrigins' | 'tokenAudience' | 'inbox'>;

/** Reads where the service and its frontends are reached. */
export function readAddresses(variables: Variables, environment: Environment, port: number): Addresses {
  const isProduction = environment === 'production';
  const { PUBLIC_URL, FRONTEND_URL, FRONTEND_ORIGINS } = isProduction ? CONFIDENTIAL : ADDRESS_SETTINGS;
  const publicUrl = readRequired(variables, isProduction, PUBLIC_URL, `http://localhost:${port}`);
  const frontendUrl = readRequired(variables, isProduction, FRONTEND_URL, publicUrl);
  return {
    publicUrl,
    frontendUrl,
    frontendOrigins: variables.read(FRONTEND_ORIGINS, [new URL(frontendUrl).origin]),
    tokenAudience: variables.read(ADDRESS_SETTINGS.TOKEN_AUDIENCE, publicUrl),
    // The inbox shows every mailed token to whoever can read it: this machine only (docs/reference/contract.md#development-inbox).
    inbox: !isProduction && isLocal(publicUrl),
  };
}

/** In production: links to the frontend carry one-time tokens, and its origins may ask with cookies. */
const CONFIDENTIAL = {
  ...ADDRESS_SETTINGS,
  FRONTEND_URL: { ...ADDRESS_SETTINGS.FRONTEND_URL, as: confidential(parseBaseUrl) },
  FRONTEND_ORIGINS: { ...ADDRESS_SETTINGS.FRONTEND_ORIGINS, as: listOf(confidential(parseClientOrigin)) },
};

function readRequired(variables: Variables, isRequired: boolean, setting: NamedSetting<string>, fallback: string): string {
  if (isRequired) variables.demand(setting);
  return variables.read(setting, fallback);
}
