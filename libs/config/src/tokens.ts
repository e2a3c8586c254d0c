import type { TokenConfiguration } from './configuration.js';
import { durationWithin, spell } from './durations.js';
import type { Variables } from './variables.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Reads the lifetimes of tokens and sessions (docs/reference/contract.md#sessions), each no longer than the next. */
export function readTokens(variables: Variables): TokenConfiguration {
  const tokens = {
    accessTtlMs: readTtl(variables, 'ACCESS_TOKEN_TTL', 15 * MINUTE, DAY),
    refreshTtlMs: readTtl(variables, 'REFRESH_TOKEN_TTL', 7 * DAY, 365 * DAY),
    sessionMaxAgeMs: readTtl(variables, 'SESSION_MAX_AGE', 90 * DAY, 3650 * DAY),
  };
  if (tokens.refreshTtlMs < tokens.accessTtlMs) {
    variables.refuse('REFRESH_TOKEN_TTL', 'is shorter than ACCESS_TOKEN_TTL', spell(tokens.accessTtlMs));
  }
  if (tokens.sessionMaxAgeMs < tokens.refreshTtlMs) {
    variables.refuse('SESSION_MAX_AGE', 'is shorter than REFRESH_TOKEN_TTL', spell(tokens.refreshTtlMs));
  }
  return tokens;
}

export function readVerificationTtl(variables: Variables): number {
  return readTtl(variables, 'VERIFICATION_TTL', 10 * MINUTE, DAY);
}

/** Reads the least times of answers that could otherwise tell a known address by being slower (docs/reference/contract.md#limits). */
export function readAnswerFloors(variables: Variables): { readonly signUpMs: number; readonly mailMs: number } {
  const floor = durationWithin({ min: 0, max: 10 * SECOND });
  return {
    signUpMs: variables.read('ANSWER_FLOOR_SIGNUP', 500, floor, '500ms'),
    mailMs: variables.read('ANSWER_FLOOR_MAIL', 200, floor, '200ms'),
  };
}

function readTtl(variables: Variables, name: string, fallback: number, max: number): number {
  return variables.read(name, fallback, durationWithin({ min: SECOND, max }), spell(fallback));
}
