/** Why a row was not taken; stable words, more may be added. */
export const REFUSAL_REASONS = [
  'no_address',
  'invalid_address',
  'duplicate_address',
  'address_taken',
  'phone_taken',
  'invalid_key',
  'unknown_hash',
  'broken_secret',
  'unknown_second_factor',
  'unknown_backup_code',
  'invalid_value',
  'unreadable',
] as const;

/** One of `REFUSAL_REASONS`. */
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** A row that was not taken. The row of a second factor is refused by itself: its user is taken, behind a reset by mail. */
export interface Refusal {
  /** Such as `auth_user 17`. */
  readonly row: string;
  readonly reason: RefusalReason;
}

/** What was left out of a row that was taken, as a stable word: a username that cannot be kept, a profile's field that is too long. */
export interface Remark {
  readonly row: string;
  readonly remark: string;
}
