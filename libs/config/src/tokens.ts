import type { TokenConfiguration } from './configuration.js';
import { DAY, durationWithin, lifetime, SECOND, spell } from './durations.js';
import { settings } from './settings.js';
import type { Variables } from './variables.js';

export const TOKEN_SETTINGS = settings({
  ACCESS_TOKEN_TTL: { byDefault: '15m', as: lifetime(DAY), meaning: 'life of an access token' },
  REFRESH_TOKEN_TTL: { byDefault: '7d', as: lifetime(365 * DAY), meaning: 'a session that is not refreshed for so long ends' },
  SESSION_MAX_AGE: { byDefault: '90d', as: lifetime(3650 * DAY), meaning: 'a session ends so long after its sign-in' },
});

const floor = durationWithin({ min: 0, max: 10 * SECOND });

export const FLOOR_SETTINGS = settings({
  ANSWER_FLOOR_SIGNUP: { byDefault: '500ms', as: floor, meaning: 'a sign-up answers no sooner, so that its time tells nothing' },
  ANSWER_FLOOR_MAIL: { byDefault: '200ms', as: floor, meaning: 'the same for requests that send mail' },
});

/** Reads the lifetimes of tokens and sessions (docs/reference/contract.md#sessions), each no longer than the next. */
export function readTokens(variables: Variables): TokenConfiguration {
  const tokens = {
    accessTtlMs: variables.take(TOKEN_SETTINGS.ACCESS_TOKEN_TTL),
    refreshTtlMs: variables.take(TOKEN_SETTINGS.REFRESH_TOKEN_TTL),
    sessionMaxAgeMs: variables.take(TOKEN_SETTINGS.SESSION_MAX_AGE),
  };
  if (tokens.refreshTtlMs < tokens.accessTtlMs) {
    variables.refuse('REFRESH_TOKEN_TTL', 'is shorter than ACCESS_TOKEN_TTL', spell(tokens.accessTtlMs));
  }
  if (tokens.sessionMaxAgeMs < tokens.refreshTtlMs) {
    variables.refuse('SESSION_MAX_AGE', 'is shorter than REFRESH_TOKEN_TTL', spell(tokens.refreshTtlMs));
  }
  return tokens;
}

/** Reads the least times of answers that could otherwise tell a known address by being slower (docs/reference/contract.md#limits). */
export function readAnswerFloors(variables: Variables): { readonly signUpMs: number; readonly mailMs: number } {
  return { signUpMs: variables.take(FLOOR_SETTINGS.ANSWER_FLOOR_SIGNUP), mailMs: variables.take(FLOOR_SETTINGS.ANSWER_FLOOR_MAIL) };
}
