import type { Configuration, Environment } from './configuration.js';
import { integerWithin, oneOf } from './values.js';
import type { Variables } from './variables.js';

/** OWASP Password Storage: bcrypt with a work factor of 10 or more. Tests may hash faster. */
const LEAST_COST = { development: 4, test: 4, production: 10 } as const;
/** Some seconds a hash; more would only make sign-in impossible. */
const MOST_COST = 16;

export function readPasswords(variables: Variables, environment: Environment): Configuration['passwords'] {
  return {
    hasher: variables.read('PASSWORD_HASHER', 'bcrypt', oneOf(['bcrypt', 'argon2id']), 'bcrypt'),
    bcryptCost: variables.read('BCRYPT_COST', 12, integerWithin(LEAST_COST[environment], MOST_COST), '12'),
  };
}
