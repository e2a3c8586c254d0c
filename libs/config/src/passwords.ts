import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import type { Configuration, Environment } from './configuration.js';
import { integerWithin, listOf, oneOf } from './values.js';
import { Unreadable } from './variables.js';
import type { Variables } from './variables.js';

/** OWASP Password Storage: bcrypt with a work factor of 10 or more. Tests may hash faster. */
const LEAST_COST = { development: 4, test: 4, production: 10 } as const;
/** Some seconds a hash; more would only make sign-in impossible. */
const MOST_COST = 16;

export function readPasswords(variables: Variables, environment: Environment): Configuration['passwords'] {
  return {
    hasher: variables.read('PASSWORD_HASHER', 'bcrypt', oneOf(['bcrypt', 'argon2id']), 'bcrypt'),
    bcryptCost: variables.read('BCRYPT_COST', 12, integerWithin(LEAST_COST[environment], MOST_COST), '12'),
    contextWords: variables.read('PASSWORD_CONTEXT_WORDS', [], listOf(parseWord), 'example,acme'),
    breached: variables.read('BREACHED_PASSWORDS', null, parseFile, '/var/lib/castellan/breached.bloom'),
  };
}

/** Of two letters nearly every password would be made. */
function parseWord(text: string): string {
  if ([...text].length < 3) throw new Unreadable('must be words of three characters or more, divided by commas');
  return text;
}

/** Absolute. What is in it is looked at when it is opened. */
function parseFile(text: string): string {
  const path = resolve(text);
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new Unreadable('names a file that is not there or cannot be read');
  }
  return path;
}
