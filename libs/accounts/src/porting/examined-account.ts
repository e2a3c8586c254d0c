import { PLAIN_LINE } from '@castellan/common';
import { isEmailAddress, normalizeEmail } from '../users/email-address.js';
import { MAX_NAME_LENGTH } from '../users/names.js';
import { phoneNumber } from '../users/phone-number.js';
import { isUsername, readUsername } from '../users/username.js';
import type { PortedAccount } from './ported-account.js';

/** Why an account cannot be taken. */
export type AccountRefusal = 'no_address' | 'invalid_address' | 'unknown_hash' | 'invalid_value';

/** What was left out of an account that can. */
export type AccountRemark = 'username_not_kept' | 'name_shortened' | 'phone_not_kept';

/** An account by the rules that hold here. */
export interface ExaminedAccount {
  /** As it would be stored. */
  readonly account: PortedAccount;
  readonly refusal: AccountRefusal | null;
  readonly remarks: readonly AccountRemark[];
}

const CONTROLS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const HALF_PAIR = /[\uD800-\uDBFF]$/;
/** What PostgreSQL and JavaScript both have; beyond it a time was mistyped. */
const LAST_MOMENT = Date.UTC(9999, 11, 31);

/** @param reads whether a password could be checked against a stored string */
export function examineAccount(given: PortedAccount, reads: (stored: string) => boolean): ExaminedAccount {
  const remarks: AccountRemark[] = [];
  const note = (remark: AccountRemark): void => {
    if (!remarks.includes(remark)) remarks.push(remark);
  };
  const account = {
    ...given,
    email: normalizeEmail(given.email),
    username: keptUsername(given.username, note),
    firstName: keptName(given.firstName, note),
    lastName: keptName(given.lastName, note),
    ...keptPhone(given, note),
  };
  return { account, refusal: refusalOf(account, reads), remarks };
}

function refusalOf(account: PortedAccount, reads: (stored: string) => boolean): AccountRefusal | null {
  if (account.email === '') return 'no_address';
  if (!isEmailAddress(account.email)) return 'invalid_address';
  if (typeof account.passwordHash === 'string' && !reads(account.passwordHash)) return 'unknown_hash';
  return timesOf(account).every(isMoment) ? null : 'invalid_value';
}

const timesOf = (account: PortedAccount): readonly (Date | null)[] => [
  account.dateJoined,
  account.lastLogin,
  account.disabledUntil,
  account.phoneVerifiedAt,
  account.proofDueAt,
  account.closedAt,
  account.eraseAt,
];

const isMoment = (time: Date | null): boolean => time === null || (time.getTime() >= 0 && time.getTime() <= LAST_MOMENT);

/** Django takes an `@` in a username, and many put the address there. */
function keptUsername(given: string | null, note: (remark: AccountRemark) => void): string | null {
  if (given === null || given.trim() === '') return null;
  if (isUsername(given)) return readUsername(given);
  note('username_not_kept');
  return null;
}

function keptName(given: string, note: (remark: AccountRemark) => void): string {
  const kept = given.replace(CONTROLS, ' ').trim().slice(0, MAX_NAME_LENGTH).replace(HALF_PAIR, '').trim();
  if (kept !== given.trim()) note('name_shortened');
  return PLAIN_LINE.test(kept) ? kept : '';
}

function keptPhone(
  { phone, phoneVerifiedAt }: PortedAccount,
  note: (remark: AccountRemark) => void,
): Pick<PortedAccount, 'phone' | 'phoneVerifiedAt'> {
  const kept = phone !== null && phoneVerifiedAt !== null ? phoneNumber(phone) : null;
  if (kept === null && phone !== null && phone !== '') note('phone_not_kept');
  return kept === null ? { phone: null, phoneVerifiedAt: null } : { phone: kept, phoneVerifiedAt };
}
