import type { PortedAccount } from '@castellan/accounts';
import type { PortedIdentity } from '@castellan/federation';
import type { PortedPasskeys } from '@castellan/passkeys';
import type { PortedProfile } from '@castellan/profiles';
import type { PortedSource } from '@castellan/sources';
import type { PortedTwoFactor } from '@castellan/twofactor';
import type { PortedUser } from '../records/ported-user.js';
import { Fields, InvalidLine, readTime } from './fields.js';
import { camelCased, snakeCased } from './member-names.js';

/** What is sealed of a user. */
export interface UserSecrets {
  readonly password_hash: string | null;
  readonly two_factor: PortedTwoFactor | null;
  readonly passkeys: PortedPasskeys | null;
  readonly identities: readonly PortedIdentity[];
}

/** A user as a line of an export (docs/reference/export.schema.json); times are ISO 8601 in UTC. */
export type UserLine = Readonly<Record<string, unknown>> & { readonly id: string; readonly secrets?: string };

/** The secrets of a user, which stand in a line only when they are sealed. */
export const secretsOf = ({ account, twoFactor = null, passkeys = null, identities = [] }: PortedUser): UserSecrets => ({
  password_hash: account.passwordHash ?? null,
  two_factor: twoFactor,
  passkeys,
  identities,
});

/** All but the secrets. */
export function lineOf({ id, account, rights, profile, sources }: PortedUser): UserLine {
  return {
    id,
    email: account.email,
    is_verified: account.isVerified,
    username: account.username,
    first_name: account.firstName,
    last_name: account.lastName,
    is_active: account.isActive,
    disabled_until: account.disabledUntil,
    is_staff: account.isStaff,
    is_superuser: account.isSuperuser,
    date_joined: account.dateJoined,
    last_login: account.lastLogin,
    phone: account.phone,
    phone_verified_at: account.phoneVerifiedAt,
    password_reset_required: account.passwordResetRequired,
    proof_due_at: account.proofDueAt,
    closed_at: account.closedAt,
    erase_at: account.eraseAt,
    groups: rights?.groups ?? [],
    permissions: rights?.permissions ?? [],
    profile: snakeCased(profile ?? null),
    sources: snakeCased(sources ?? []),
  };
}

/** Reads a line back. @param secrets what was sealed of it; undefined where nothing was @throws InvalidLine */
export function userOf(row: string, line: UserLine, secrets: UserSecrets | undefined): PortedUser {
  const read = new Fields(line);
  const account: PortedAccount = {
    email: read.text('email'),
    isVerified: read.flag('is_verified'),
    username: read.textOrNull('username'),
    firstName: read.text('first_name'),
    lastName: read.text('last_name'),
    ...(secrets && { passwordHash: secrets.password_hash }),
    passwordResetRequired: read.flag('password_reset_required'),
    isActive: read.flag('is_active'),
    disabledUntil: read.timeOrNull('disabled_until'),
    isStaff: read.flag('is_staff'),
    isSuperuser: read.flag('is_superuser'),
    dateJoined: read.time('date_joined'),
    lastLogin: read.timeOrNull('last_login'),
    phone: read.textOrNull('phone'),
    phoneVerifiedAt: read.timeOrNull('phone_verified_at'),
    proofDueAt: read.timeOrNull('proof_due_at'),
    closedAt: read.timeOrNull('closed_at'),
    eraseAt: read.timeOrNull('erase_at'),
  };
  return {
    row,
    id: read.uuid('id'),
    externalId: null,
    account,
    rights: { groups: read.texts('groups'), permissions: read.texts('permissions') },
    profile: profileIn(read.objectOrNull('profile')),
    sources: sourcesIn(line['sources'] ?? []),
    ...(secrets && {
      twoFactor: revived(secrets.two_factor) as PortedTwoFactor | null,
      passkeys: revived(secrets.passkeys) as PortedPasskeys | null,
      identities: revived(secrets.identities) as readonly PortedIdentity[],
    }),
  };
}

function profileIn(profile: Fields | null): PortedProfile | null {
  return (
    profile && {
      bio: profile.text('bio'),
      location: profile.text('location'),
      dateOfBirth: profile.textOrNull('date_of_birth'),
      language: profile.textOrNull('language'),
      timezone: profile.textOrNull('timezone'),
      settings: profile.object('settings'),
    }
  );
}

const isSource = (source: Partial<Record<keyof PortedSource, unknown>> | null): boolean =>
  typeof source?.url === 'string' &&
  typeof source.description === 'string' &&
  typeof source.isActive === 'boolean' &&
  typeof source.isFirst === 'boolean' &&
  (source.name === null || typeof source.name === 'string') &&
  source.createdAt instanceof Date;

function sourcesIn(value: unknown): readonly PortedSource[] {
  const sources = revived(value);
  if (Array.isArray(sources) && sources.every(isSource)) return sources as readonly PortedSource[];
  throw new InvalidLine('sources is no list of sources.');
}

/** Members whose name ends in `At` are times. */
const revived = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(camelCased(value)), (name, inner: unknown) =>
    name.endsWith('At') && typeof inner === 'string' ? (readTime(inner) ?? inner) : inner,
  ) as unknown;
