import type { Configuration, Environment } from './configuration.js';
import { keptSecret } from './kept-secret.js';
import { settings } from './settings.js';
import type { NamedSetting } from './settings.js';
import { listOf } from './values.js';
import { taking } from './parse.js';
import type { Variables } from './variables.js';

const LEAST_BYTES = 32;
const LEAST_DISTINCT = 8;

const parseKey = taking('at least 32 random bytes', (text) => text);

export const SECRET_SETTINGS = settings({
  SECRET_KEY: {
    defaultInWords: 'generated into `$DATA_DIR/secret.key`',
    as: parseKey,
    example: '<output of: openssl rand -base64 48>',
    meaning: '[the root of all keys](keys.md)',
    isRequiredInProduction: true,
  },
  SECRET_KEY_FALLBACKS: {
    as: listOf(parseKey),
    example: '<the former key>',
    meaning: 'former keys: they still open what they sealed',
  },
});

/**
 * Reads `SECRET_KEY` and its fallbacks; outside production a key that is not given is made and kept in the data directory.
 * Asked last, and makes nothing while anything is wrong: a start that is refused leaves nothing behind.
 */
export function readSecretKeys(
  variables: Variables,
  environment: Environment,
  dataDirectory: string,
): Pick<Configuration, 'secretKeys' | 'secretIsGenerated'> {
  const key = readKey(variables, environment);
  const fallbacks = readFallbacks(variables);
  const secretIsGenerated = key === undefined;
  if (!variables.isSound()) return { secretKeys: [''], secretIsGenerated };
  return { secretKeys: [key ?? makeKey(variables, dataDirectory), ...fallbacks], secretIsGenerated };
}

function readKey(variables: Variables, environment: Environment): string | undefined {
  const { SECRET_KEY } = SECRET_SETTINGS;
  if (environment === 'production') variables.demand(SECRET_KEY);
  const key = variables.read(SECRET_KEY, undefined);
  if (key !== undefined) refuseWeak(variables, SECRET_KEY, key);
  return key;
}

function readFallbacks(variables: Variables): readonly string[] {
  const fallbacks = variables.read(SECRET_SETTINGS.SECRET_KEY_FALLBACKS, []);
  for (const fallback of fallbacks) refuseWeak(variables, SECRET_SETTINGS.SECRET_KEY_FALLBACKS, fallback);
  return fallbacks;
}

/** Long enough, and not one character over and over; what it holds is never told. */
function refuseWeak(variables: Variables, { name, example }: NamedSetting<unknown> & { readonly example: string }, key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes < LEAST_BYTES) variables.refuse(name, `must have ${LEAST_BYTES} bytes or more, not ${bytes}`, example);
  else if (new Set(key).size < LEAST_DISTINCT) variables.refuse(name, 'is made of too few different characters to be random', example);
}

function makeKey(variables: Variables, dataDirectory: string): string {
  try {
    return keptSecret(dataDirectory, LEAST_BYTES);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    variables.refuse('DATA_DIR', `cannot keep the development secret (${why})`, './var');
    return '';
  }
}
