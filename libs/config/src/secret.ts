import type { Configuration, Environment } from './configuration.js';
import { keptSecret } from './kept-secret.js';
import { splitList } from './values.js';
import type { Variables } from './variables.js';

const LEAST_BYTES = 32;
const LEAST_DISTINCT = 8;
const EXAMPLE = '<output of: openssl rand -base64 48>';

/**
 * Reads `SECRET_KEY` and its fallbacks; outside production a key that is not given is made and kept in the data directory.
 * Asked last, and makes nothing while anything is wrong: a start that is refused leaves nothing behind.
 */
export function readSecretKeys(variables: Variables, environment: Environment, dataDirectory: string): Configuration['secretKeys'] {
  const key = readKey(variables, environment);
  const fallbacks = readFallbacks(variables);
  if (!variables.isSound()) return [''];
  return [key ?? makeKey(variables, dataDirectory), ...fallbacks];
}

function readKey(variables: Variables, environment: Environment): string | undefined {
  const key = variables.text('SECRET_KEY');
  if (key === undefined && environment === 'production') variables.refuse('SECRET_KEY', 'is required in production', EXAMPLE);
  if (key !== undefined) refuseWeak(variables, 'SECRET_KEY', key);
  return key;
}

function readFallbacks(variables: Variables): readonly string[] {
  const fallbacks = splitList(variables.text('SECRET_KEY_FALLBACKS') ?? '');
  for (const fallback of fallbacks) refuseWeak(variables, 'SECRET_KEY_FALLBACKS', fallback);
  return fallbacks;
}

/** Long enough, and not one character over and over; what it holds is never told. */
function refuseWeak(variables: Variables, name: string, key: string): void {
  const example = name === 'SECRET_KEY' ? EXAMPLE : '<the former SECRET_KEY>';
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
