import type { PortedAccount, StoredAccount } from '@castellan/accounts';

/** A field of an account that is merged as one, and the columns it is made of. */
interface AccountField {
  readonly columns: readonly (keyof PortedAccount)[];
  /** Changed here, whatever its value says. */
  readonly isTouched?: (here: StoredAccount) => boolean;
}

/** What is merged by itself: what somebody changed here of one does not hold up the others. */
export const ACCOUNT_FIELDS: Readonly<Record<string, AccountField>> = {
  address: { columns: ['email', 'isVerified'] },
  username: { columns: ['username'] },
  names: { columns: ['firstName', 'lastName'] },
  // a sign-in stores a newer hash of the same password, which is no change
  password: { columns: ['passwordHash'], isTouched: (here) => here.passwordChosenHere },
  reset: { columns: ['passwordResetRequired'], isTouched: (here) => here.passwordChosenHere },
  active: { columns: ['isActive', 'disabledUntil'] },
  staff: { columns: ['isStaff'] },
  superuser: { columns: ['isSuperuser'] },
  phone: { columns: ['phone', 'phoneVerifiedAt'] },
  joined: { columns: ['dateJoined'] },
  ends: { columns: ['proofDueAt', 'closedAt', 'eraseAt'] },
};

/** What is compared and written of a field. */
export const valueOf = ({ columns }: AccountField, account: PortedAccount): unknown => columns.map((column) => account[column] ?? null);

export const pick = ({ columns }: AccountField, account: PortedAccount): Partial<PortedAccount> =>
  Object.fromEntries(columns.map((column) => [column, account[column]]));
