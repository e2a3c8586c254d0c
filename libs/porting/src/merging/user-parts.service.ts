import { IdentitiesPorting } from '@castellan/federation';
import type { PortedIdentity } from '@castellan/federation';
import { PasskeysPorting } from '@castellan/passkeys';
import type { PortedPasskeys } from '@castellan/passkeys';
import { RightsPorting } from '@castellan/permissions';
import { ProfilesPorting } from '@castellan/profiles';
import { SourcesPorting } from '@castellan/sources';
import { TwoFactorPorting } from '@castellan/twofactor';
import type { PortedBackupCode, PortedTwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import type { PortedUser } from '../records/ported-user.js';

/** What hangs on an account and is merged as one, by its name in `PortedUser`. */
export type PartName = 'twoFactor' | 'passkeys' | 'identities' | 'rights' | 'profile' | 'sources';

export interface UserPart<Value = unknown> {
  /** What is here now, of many users. */
  readonly read: (userIds: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
  /** Puts it in the place of what is there; of users who were made in this transaction, nobody need be told. */
  readonly write: (values: ReadonlyMap<string, Value>, areNew?: boolean) => Promise<void>;
  /** Who has nothing. */
  readonly nothing: Value;
  /** What two of them are compared by: what only use changes is left out. */
  readonly essence: (value: Value) => unknown;
  /** Takes over what use has changed here. */
  readonly carried: (given: Value, here: Value) => Value;
}

const asItIs = (value: unknown): unknown => value;

/** The parts of users, each from the lib that keeps it. */
@Injectable()
export class UserParts {
  readonly all: Readonly<Record<PartName, UserPart>>;

  constructor(
    twoFactor: TwoFactorPorting,
    passkeys: PasskeysPorting,
    identities: IdentitiesPorting,
    rights: RightsPorting,
    profiles: ProfilesPorting,
    sources: SourcesPorting,
  ) {
    this.all = {
      twoFactor: part(twoFactor, null, { essence: secretsOf, carried: withUses }),
      passkeys: part(passkeys, null, { essence: credentialsOf, carried: withCounters }),
      identities: part(identities, [], { essence: subjectsOf }),
      rights: part(rights, { groups: [], permissions: [] }),
      profile: part(profiles, { bio: '', location: '', dateOfBirth: null, language: null, timezone: null, settings: {} }),
      sources: part(sources, []),
    };
  }
}

interface Porting {
  read(userIds: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  write(values: ReadonlyMap<string, unknown>, areNew?: boolean): Promise<void>;
}

function part<Value>(porting: object, nothing: Value, more: Partial<Pick<UserPart<Value>, 'essence' | 'carried'>> = {}): UserPart {
  const ours = porting as Porting; // each lib's own types meet here
  const whole = {
    read: (userIds: readonly string[]) => ours.read(userIds),
    write: (values: ReadonlyMap<string, unknown>, areNew = false) => ours.write(values, areNew),
    nothing,
    essence: asItIs,
    carried: (given: Value) => given,
    ...more,
  };
  return whole as UserPart;
}

const nameOfCode = (code: PortedBackupCode): string => ('code' in code ? code.code : code.selector);

/** Which authenticator and which codes: the step that was used last, and whether a code was used, are no change of them. */
function secretsOf(value: PortedTwoFactor | null): unknown {
  if (value === null) return null;
  const codes = value.backupCodes.map(nameOfCode).toSorted();
  return { isOn: value.enabledAt !== null, secret: value.totp?.secret ?? null, codes };
}

/** A code that was used here, or a step, does not become good again. */
function withUses(given: PortedTwoFactor | null, here: PortedTwoFactor | null): PortedTwoFactor | null {
  if (given === null || here === null) return given;
  const used = new Map(here.backupCodes.map((code) => [nameOfCode(code), code.usedAt]));
  const isSameSecret = given.totp !== null && given.totp.secret === here.totp?.secret;
  return {
    ...given,
    totp: isSameSecret ? { ...given.totp, lastUsedStep: Math.max(given.totp.lastUsedStep, here.totp.lastUsedStep) } : given.totp,
    backupCodes: given.backupCodes.map((code) => ({ ...code, usedAt: code.usedAt ?? used.get(nameOfCode(code)) ?? null })),
  };
}

/** Which credentials: how far one has counted, and when it was used, is no change of it. */
const credentialsOf = (value: PortedPasskeys | null): unknown =>
  value && { handle: value.handle, ids: value.credentials.map(({ credentialId }) => credentialId).toSorted() };

/** A counter does not go back, or a copy of the authenticator would go unnoticed (WebAuthn level 3, §6.1.1). */
function withCounters(given: PortedPasskeys | null, here: PortedPasskeys | null): PortedPasskeys | null {
  if (given === null || here === null) return given;
  const counters = new Map(here.credentials.map(({ credentialId, counter }) => [credentialId, counter]));
  const credentials = given.credentials.map((each) => ({ ...each, counter: Math.max(each.counter, counters.get(each.credentialId) ?? 0) }));
  return { ...given, credentials };
}

const subjectsOf = (value: readonly PortedIdentity[]): unknown => value.map(({ issuer, subject }) => `${issuer} ${subject}`).toSorted();

/** What a user brings along. */
export const givenParts = (user: PortedUser, parts: UserParts): readonly (readonly [PartName, UserPart, unknown])[] =>
  (Object.entries(parts.all) as [PartName, UserPart][]).flatMap(([name, each]) =>
    user[name] === undefined ? [] : [[name, each, user[name]] as const],
  );
