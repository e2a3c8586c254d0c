import type { Budget } from '@castellan/limits';

// How often somebody may fail at a secret of an account. Each counts 15 minutes and then refuses for 15, where nothing else is
// said (docs/reference/contract.md#limits, docs/reference/contract.md#second-factors).

/** Wrong passwords, for each of the three below. */
export const PASSWORD_FAILURES = 5;
/** Wrong second factors of a user, over all sign-ins that wait and all signed-in routes. */
export const SECOND_FACTOR_FAILURES = 10;
/** Wrong second factors in a day from devices that the account does not know: ten in 15 minutes alone would be a thousand a day. */
export const STRANGERS_SECOND_FACTOR_FAILURES = 20;
/** Wrong second factors of one sign-in that waits, over all parallel requests. */
export const PENDING_SIGN_IN_TRIES = 5;

const DAY_MS = 24 * 3_600_000;

/** Of an account, or of a name that nobody has (`PasswordAttempts.unknownAccount`). */
export const passwordsOfAccount = (account: string): Budget => passwords(`account:${account}`);

/**
 * Of a device that completed a sign-in before, so that no flood locks the owner out. Not of a token version: whoever holds a session raises
 * that as they like, by a new name say (docs/decisions/0254-a-claim-that-changes-raises-the-version.md).
 */
export const passwordsOfDevice = (deviceId: string): Budget => passwords(`device:${deviceId}`);

/** Of those who signed up with an address that is not proven, by the name that was typed. */
export const passwordsOfSignUps = (name: string): Budget => passwords(`signed-up:${name}`);

export const secondFactors = (userId: string): Budget => ({ name: `second-factor:${userId}`, maxFailures: SECOND_FACTOR_FAILURES });

export const strangersSecondFactors = (userId: string): Budget => ({
  name: `second-factor-strangers:${userId}`,
  maxFailures: STRANGERS_SECOND_FACTOR_FAILURES,
  windowMs: DAY_MS,
  refusalMs: DAY_MS,
});

const passwords = (name: string): Budget => ({ name: `password:${name}`, maxFailures: PASSWORD_FAILURES });
