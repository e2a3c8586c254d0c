import type { PortedAccount } from '@castellan/accounts';
import type { PortedIdentity } from '@castellan/federation';
import type { PortedPasskeys } from '@castellan/passkeys';
import type { PortedProfile } from '@castellan/profiles';
import type { PortedSource } from '@castellan/sources';
import type { PortedTwoFactor } from '@castellan/twofactor';
import type { PortedUser } from '../records/ported-user.js';
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

/** Something in a line is not what the schema says; `message` names it. */
export class InvalidLine extends Error {}

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
    disabledUntil: read.time('disabled_until'),
    isStaff: read.flag('is_staff'),
    isSuperuser: read.flag('is_superuser'),
    dateJoined: read.time('date_joined') ?? new Date(0),
    lastLogin: read.time('last_login'),
    phone: read.textOrNull('phone'),
    phoneVerifiedAt: read.time('phone_verified_at'),
    proofDueAt: read.time('proof_due_at'),
    closedAt: read.time('closed_at'),
    eraseAt: read.time('erase_at'),
  };
  return {
    row,
    id: read.uuid('id'),
    externalId: null,
    account,
    rights: { groups: read.texts('groups'), permissions: read.texts('permissions') },
    profile: camelCased(line['profile'] ?? null) as PortedProfile | null, // judged by the rules of profiles
    sources: sourcesIn(line['sources'] ?? []),
    ...(secrets && {
      twoFactor: revived(secrets.two_factor) as PortedTwoFactor | null,
      passkeys: revived(secrets.passkeys) as PortedPasskeys | null,
      identities: revived(secrets.identities) as readonly PortedIdentity[],
    }),
  };
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

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/;

class Fields {
  constructor(private readonly line: UserLine) {}

  text(name: string): string {
    const value = this.line[name];
    if (typeof value === 'string') return value;
    throw new InvalidLine(`${name} is no text.`);
  }

  textOrNull(name: string): string | null {
    return (this.line[name] ?? null) === null ? null : this.text(name);
  }

  texts(name: string): readonly string[] {
    const value = this.line[name] ?? [];
    if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string')) return value;
    throw new InvalidLine(`${name} is no list of texts.`);
  }

  flag(name: string): boolean {
    const value = this.line[name];
    if (typeof value === 'boolean') return value;
    throw new InvalidLine(`${name} is neither true nor false.`);
  }

  time(name: string): Date | null {
    const value = this.textOrNull(name);
    if (value === null) return null;
    if (TIME.test(value) && !Number.isNaN(Date.parse(value))) return new Date(value);
    throw new InvalidLine(`${name} is no time.`);
  }

  uuid(name: string): string {
    const value = this.text(name);
    if (UUID.test(value)) return value;
    throw new InvalidLine(`${name} is no UUID.`);
  }
}

/** Members whose name ends in `At` are times. */
const revived = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(camelCased(value)), (name, inner: unknown) =>
    name.endsWith('At') && typeof inner === 'string' && TIME.test(inner) ? new Date(inner) : inner,
  ) as unknown;
