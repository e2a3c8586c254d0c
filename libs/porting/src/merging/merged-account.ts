import type { PortedAccount, StoredAccount, Written } from '@castellan/accounts';
import { ACCOUNT_FIELDS, pick, valueOf } from './account-fields.js';
import type { Fingerprints } from './fingerprints.js';

/** An account as it is to be stored. */
export interface MergedAccount {
  readonly account: PortedAccount;
  readonly written: Written;
  readonly isChanged: boolean;
}

/**
 * Takes over what changed in the source since it was written here, field by field, but for what was changed here too. The later sign-in
 * counts, wherever it was.
 */
export function mergeAccount(fingerprints: Fingerprints, given: PortedAccount, here: StoredAccount, before: Written): MergedAccount {
  const written: Record<string, string> = { ...before };
  let account: PortedAccount = here;
  for (const [name, field] of Object.entries(ACCOUNT_FIELDS)) {
    const value = valueOf(field, given);
    if (given.passwordHash === undefined && name === 'password') continue;
    if (fingerprints.isOf(before[name], value)) continue;
    if (field.isTouched?.(here) || !(isRehashed(name) || fingerprints.isOf(before[name], valueOf(field, here)))) continue;
    account = { ...account, ...pick(field, given) };
    written[name] = fingerprints.of(value);
  }
  account = withLastLogin(account, given.lastLogin);
  const isChanged = account.lastLogin !== here.lastLogin || Object.keys(written).some((name) => written[name] !== before[name]);
  return { account, written, isChanged };
}

/** Its stored value may differ without having been chosen. */
const isRehashed = (name: string): boolean => name === 'password';

function withLastLogin(account: PortedAccount, given: Date | null): PortedAccount {
  const isLater = given !== null && (account.lastLogin === null || given > account.lastLogin);
  return isLater ? { ...account, lastLogin: given } : account;
}

/** Of an account that is made: all of it. */
export function fingerprintsOf(fingerprints: Fingerprints, account: PortedAccount): Written {
  return Object.fromEntries(Object.entries(ACCOUNT_FIELDS).map(([name, field]) => [name, fingerprints.of(valueOf(field, account))]));
}
