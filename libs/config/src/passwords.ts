import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import type { Configuration, Environment } from './configuration.js';
import { settings } from './settings.js';
import { integerWithin, listOf, oneOf } from './values.js';
import { taking, Unreadable } from './parse.js';
import type { Variables } from './variables.js';

/** OWASP Password Storage: bcrypt with a work factor of 10 or more. Tests may hash faster. */
const LEAST_COST = { development: 4, test: 4, production: 10 } as const;
/** Some seconds a hash; more would only make sign-in impossible. */
const MOST_COST = 16;

/** Of two letters nearly every password would be made. */
const parseWord = taking('a word of three characters or more', (text) => {
  if ([...text].length < 3) throw new Unreadable('must be words of three characters or more, divided by commas');
  return text;
});

/** Absolute. What is in it is looked at when it is opened. */
const parseFile = taking('a file', (text) => {
  const path = resolve(text);
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new Unreadable('names a file that is not there or cannot be read');
  }
  return path;
});

export const PASSWORD_SETTINGS = settings({
  PASSWORD_HASHER: { byDefault: 'bcrypt', as: oneOf(['bcrypt', 'argon2id']), meaning: 'a sign-in with another hash renews it' },
  BCRYPT_COST: {
    byDefault: '12',
    as: integerWithin(LEAST_COST.production, MOST_COST),
    meaning: 'each more doubles the time of a hash',
  },
  PASSWORD_CONTEXT_WORDS: {
    as: listOf(parseWord),
    example: 'example,acme',
    meaning: 'what no password may resemble: your products, your city, …',
  },
  BREACHED_PASSWORDS: {
    as: parseFile,
    example: '/var/lib/castellan/breached.bloom',
    meaning:
      'breached passwords that are refused: SHA-1 hashes sorted by hash, one a line, as Have I Been Pwned gives them, or [their small form](command-line.md)',
  },
});

export function readPasswords(variables: Variables, environment: Environment): Configuration['passwords'] {
  return {
    hasher: variables.told(PASSWORD_SETTINGS.PASSWORD_HASHER),
    bcryptCost: variables.told({ ...PASSWORD_SETTINGS.BCRYPT_COST, as: integerWithin(LEAST_COST[environment], MOST_COST) }),
    contextWords: variables.read(PASSWORD_SETTINGS.PASSWORD_CONTEXT_WORDS, []),
    breached: variables.read(PASSWORD_SETTINGS.BREACHED_PASSWORDS, null),
  };
}
