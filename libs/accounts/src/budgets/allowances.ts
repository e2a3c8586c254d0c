import type { Allowance } from '@castellan/limits';

// How often something of an account may be asked for. Mails to strangers and SMS have theirs in libs/notifications, codes in libs/otp
// (docs/reference/contract.md#phone-numbers, docs/reference/contract.md#second-factors).

/** Numbers that a user may ask to prove in an hour, whichever they are: one account alone must not spend the hour's SMS of all. */
export const PHONE_REQUESTS_PER_HOUR = 3;
/** Mails with the link of a sign-in: whoever knows the password can have them sent; apart from what strangers can, who would else keep them back. */
export const CONFIRMATION_MAILS_PER_HOUR = 5;
/** Mails that a sign-in with a right password ended by wrong codes. */
export const GUESSED_NOTICES_PER_DAY = 1;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const phoneRequests = (userId: string): Allowance => ({
  name: `phone-requests:${userId}`,
  uses: PHONE_REQUESTS_PER_HOUR,
  windowMs: HOUR_MS,
});

export const confirmationMails = (userId: string): Allowance => ({
  name: `notice:sign-in-confirmation:${userId}`,
  uses: CONFIRMATION_MAILS_PER_HOUR,
  windowMs: HOUR_MS,
});

export const guessedNotices = (userId: string): Allowance => ({
  name: `notice:second-factor-guessed:${userId}`,
  uses: GUESSED_NOTICES_PER_DAY,
  windowMs: DAY_MS,
});
