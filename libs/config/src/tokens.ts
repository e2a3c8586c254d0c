import { TOKEN_CLAIMS } from './configuration.js';
import type { Configuration, TokenConfiguration } from './configuration.js';
import { DAY, durationWithin, lifetime, SECOND, spell } from './durations.js';
import { documented, settings } from './settings.js';
import { listOf, oneOf } from './values.js';
import type { Variables } from './variables.js';

export const TOKEN_SETTINGS = settings({
  ACCESS_TOKEN_TTL: { byDefault: '15m', as: lifetime(DAY), meaning: 'life of an access token' },
  REFRESH_TOKEN_TTL: { byDefault: '7d', as: lifetime(365 * DAY), meaning: 'a session that is not refreshed for so long ends' },
  SESSION_MAX_AGE: { byDefault: '90d', as: lifetime(3650 * DAY), meaning: 'a session ends so long after its sign-in' },
  TOKEN_CLAIMS: {
    defaultInWords: 'none',
    as: listOf(oneOf(TOKEN_CLAIMS)),
    example: 'email,permissions',
    meaning: 'what access tokens say to [other services](../guides/accept-tokens.md) besides who their holder is',
  },
});

const floor = durationWithin({ min: 0, max: 10 * SECOND });

export const FLOOR_SETTINGS = settings({
  ANSWER_FLOOR_SIGNUP: { byDefault: '500ms', as: floor, meaning: 'a sign-up answers no sooner, so that its time tells nothing' },
  ANSWER_FLOOR_MAIL: { byDefault: '200ms', as: floor, meaning: 'the same for requests that send mail' },
});

/** Reads the lifetimes of tokens and sessions (docs/reference/contract.md#sessions), each no longer than the next. */
export function readTokens(variables: Variables): TokenConfiguration {
  const { ACCESS_TOKEN_TTL, REFRESH_TOKEN_TTL, SESSION_MAX_AGE } = TOKEN_SETTINGS;
  const named = variables.told(TOKEN_SETTINGS.TOKEN_CLAIMS);
  const accessTtlMs = variables.told(ACCESS_TOKEN_TTL);
  const refreshTtlMs = variables.told(REFRESH_TOKEN_TTL);
  const sessionMaxAgeMs = variables.told(SESSION_MAX_AGE);
  const access = accessTtlMs ?? documented(ACCESS_TOKEN_TTL);
  const refresh = refreshTtlMs ?? documented(REFRESH_TOKEN_TTL);
  if (refresh < access) variables.refuse(REFRESH_TOKEN_TTL.name, 'is shorter than ACCESS_TOKEN_TTL', spell(access));
  if ((sessionMaxAgeMs ?? documented(SESSION_MAX_AGE)) < refresh) {
    variables.refuse(SESSION_MAX_AGE.name, 'is shorter than REFRESH_TOKEN_TTL', spell(refresh));
  }
  return { accessTtlMs, refreshTtlMs, sessionMaxAgeMs, tokenClaims: named && TOKEN_CLAIMS.filter((claim) => named.includes(claim)) };
}

/** Reads the least times of answers that could otherwise tell a known address by being slower (docs/reference/contract.md#limits). */
export function readAnswerFloors(variables: Variables): Configuration['answerFloors'] {
  return { signUpMs: variables.told(FLOOR_SETTINGS.ANSWER_FLOOR_SIGNUP), mailMs: variables.told(FLOOR_SETTINGS.ANSWER_FLOOR_MAIL) };
}
