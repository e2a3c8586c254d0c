import type { PortedAccount } from '@castellan/accounts';
import type { DjangoUser, UserColumns, UserField } from '../rows.js';
import { djangoPassword } from './password.js';
import type { DjangoPassword } from './password.js';
import { flag, moment, text } from './values.js';

export interface MappedAccount {
  readonly account: PortedAccount;
  readonly password: DjangoPassword;
}

/** The row of a user as an account; whoever is in there is verified, unless something says no. */
export function mapAccount(django: DjangoUser, columns: UserColumns, { unverified }: { readonly unverified: boolean }): MappedAccount {
  const value = (field: UserField): unknown => (columns[field] === null ? undefined : django.user.columns[columns[field]]);
  const lastLogin = moment(value('last_login'));
  const isActive = flag(value('is_active')) ?? true;
  const password = djangoPassword(value('password'), value('salt'));
  const { email, isProven } = addressOf(django, text(value('email')), value('is_verified'));
  const phoneVerifiedAt = provenAt(value('phone_verified'), moment(value('date_joined')));
  return {
    password,
    account: {
      email,
      isVerified: isActive && isProven && !unverified,
      username: text(value('username')) || null,
      firstName: text(value('first_name')),
      lastName: text(value('last_name')),
      passwordHash: password.hash,
      passwordResetRequired: password.isWeak,
      isActive,
      disabledUntil: null,
      isStaff: flag(value('is_staff')) ?? false,
      isSuperuser: flag(value('is_superuser')) ?? false,
      dateJoined: moment(value('date_joined')) ?? lastLogin ?? new Date(0),
      lastLogin,
      phone: phoneVerifiedAt === null ? null : text(value('phone')) || null,
      phoneVerifiedAt,
      proofDueAt: null,
      closedAt: null,
      eraseAt: null,
    },
  };
}

/** allauth knows of each address whether it was proven, and has the primary one where the table of users has none. */
function addressOf({ details }: DjangoUser, email: string, verified: unknown): { readonly email: string; readonly isProven: boolean } {
  const rows = details.allauth_address ?? [];
  const primary = rows.find(({ columns }) => flag(columns['primary']) === true);
  const chosen = email.trim() || text(primary?.columns['email']);
  const known = rows.find(({ columns }) => text(columns['email']).toLowerCase() === chosen.trim().toLowerCase());
  const said = [known ? flag(known.columns['verified']) : null, flag(verified) ?? (moment(verified) ? true : null)];
  return { email: chosen, isProven: !said.includes(false) };
}

/** A flag, or the moment it was. */
function provenAt(value: unknown, joined: Date | null): Date | null {
  const said = flag(value);
  return said === null ? moment(value) : said ? (joined ?? new Date(0)) : null;
}
