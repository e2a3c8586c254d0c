import { AccountPorting, ImportedUsers } from '@castellan/accounts';
import type { ExaminedAccount, ImportedUser, PortedAccount, StoredAccount, Takers, Written } from '@castellan/accounts';
import type { SecretKeys } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { EventsPorting } from '@castellan/log';
import { RightsPorting } from '@castellan/permissions';
import type { PortedGroup } from '@castellan/permissions';
import { Inject, Injectable } from '@nestjs/common';
import { SECRET_KEYS } from '../secret-keys.token.js';
import type { PortedBatch } from '../records/ported-batch.js';
import type { PortedUser } from '../records/ported-user.js';
import type { RefusalReason } from '../records/refusal.js';
import { Fingerprints } from './fingerprints.js';
import type { KnownUser } from './judged-user.js';
import { fingerprintsOf, mergeAccount } from './merged-account.js';
import { Outcome } from './run-report.js';
import type { Seen } from './seen.js';
import { givenParts, UserParts } from './user-parts.service.js';
import type { PartName } from './user-parts.service.js';

/** A user by the rules that hold here. */
interface Candidate extends KnownUser, ExaminedAccount {
  /** What would be stored, were it all free. */
  readonly target: PortedAccount;
}

/** By part and user. */
type Kept = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** How a batch is taken. */
export interface BatchRules {
  readonly source: string;
  /** Nothing is written. */
  readonly dryRun: boolean;
  readonly seen: Seen;
}

/** Takes some users: who is new is made, who is known gets what changed in the source and was not changed here. */
@Injectable()
export class BatchMerge {
  private readonly fingerprints: Fingerprints;

  constructor(
    private readonly accounts: AccountPorting,
    private readonly imported: ImportedUsers,
    private readonly parts: UserParts,
    private readonly rights: RightsPorting,
    private readonly events: EventsPorting,
    private readonly transaction: Transaction,
    @Inject(SECRET_KEYS) secretKeys: SecretKeys,
  ) {
    this.fingerprints = new Fingerprints(secretKeys);
  }

  /** In one transaction: all of the batch, or nothing of it. */
  async take({ users, groups = [] }: Pick<PortedBatch, 'users' | 'groups'>, rules: BatchRules): Promise<Outcome> {
    const outcome = await this.transaction.run(() => this.takeAll(users, groups, rules));
    rules.seen.keep();
    return outcome;
  }

  /** Begun anew where the database ended it for a deadlock. */
  private async takeAll(users: readonly PortedUser[], groups: readonly PortedGroup[], rules: BatchRules): Promise<Outcome> {
    const outcome = new Outcome();
    rules.seen.restart();
    await this.imported.lock();
    if (!rules.dryRun) await this.rights.ensureGroups(groups);
    const known = await this.known(users, rules, outcome);
    await this.make(
      known.filter(({ here, imported }) => here === null && imported === null),
      rules,
      outcome,
    );
    for (const user of known) if (user.imported) await this.renew(user, user.imported, rules, outcome);
    if (!rules.dryRun) await this.addEvents(known);
    return outcome;
  }

  /** Those that can be taken, as they would be stored. */
  private async known(users: readonly PortedUser[], { source, seen }: BatchRules, outcome: Outcome): Promise<readonly KnownUser[]> {
    const imported = await this.imported.find(source, users.map(keyOf));
    const idOf = (user: PortedUser): string => imported.get(keyOf(user))?.userId ?? user.id;
    const ids = users.map(idOf);
    await this.accounts.lock(ids);
    const stored = await this.accounts.read(ids);
    const candidates = users.map((user) => this.candidate(user, imported.get(keyOf(user)) ?? null, stored.get(idOf(user)) ?? null));
    const takers = await this.accounts.takers(candidates.map(({ target }) => target));
    return candidates.flatMap((candidate) => {
      const { user, account, refusal, remarks } = candidate;
      const reason = isErased(candidate) ? null : (refusal ?? refusalOf(candidate, takers, seen));
      if (reason !== null) {
        outcome.refuse(user.row, reason);
        return [];
      }
      if (isErased(candidate)) return [candidate];
      for (const remark of remarks) outcome.remark(user.row, remark);
      if (account.passwordResetRequired) outcome.resetNeeded += 1;
      return [{ ...candidate, account: this.withoutTaken(candidate, takers, seen, outcome) }];
    });
  }

  private candidate(user: PortedUser, imported: ImportedUser | null, here: StoredAccount | null): Candidate {
    const examined = this.accounts.examine(user.account);
    const target = imported && here ? mergeAccount(this.fingerprints, examined.account, here, imported.written).account : examined.account;
    return { user, externalId: keyOf(user), imported, here, target, ...examined };
  }

  /** A username or a number that is somebody else's is left out: its user signs in with the address. */
  private withoutTaken({ user, account, target, here }: Candidate, takers: Takers, seen: Seen, outcome: Outcome): PortedAccount {
    const id = here?.id ?? user.id;
    const isFree = (kind: 'username' | 'phone', value: string | null, taken: ReadonlyMap<string, string>): boolean => {
      if (value === null || ((taken.get(value) ?? id) === id && seen.add(kind, value))) return true;
      outcome.remark(user.row, `${kind}_taken`);
      return false;
    };
    const { username = null, phone = null, phoneVerifiedAt = null } = here ?? {};
    return {
      ...account,
      ...(!isFree('username', target.username?.toLowerCase() ?? null, takers.usernames) && { username }),
      ...(!isFree('phone', target.phone, takers.phones) && { phone, phoneVerifiedAt }),
    };
  }

  private async make(users: readonly KnownUser[], { source, dryRun }: BatchRules, outcome: Outcome): Promise<void> {
    if (dryRun) {
      outcome.fates.made += users.length;
      return;
    }
    const inserted = await this.accounts.insert(new Map(users.map(({ user, account }) => [user.id, account])));
    const made = users.filter(({ user }) => inserted.has(user.id));
    // somebody signed up with it a moment ago
    for (const { user } of users) if (!inserted.has(user.id)) outcome.refuse(user.row, 'address_taken');
    for (const [name, part] of Object.entries(this.parts.all)) {
      const values = made.map(({ user }) => [user.id, user[name as PartName] ?? part.nothing] as const);
      await part.write(new Map(values.filter(([, value]) => name === 'profile' || !isNothing(value))), true);
    }
    const kept = await this.kept(made.map(({ user }) => user.id));
    await this.imported.put(
      source,
      made.map(({ user, externalId, account }) => {
        const written = { ...fingerprintsOf(this.fingerprints, account), ...this.partsOf(user, user.id, kept) };
        return { externalId, userId: user.id, written };
      }),
    );
    outcome.fates.made += made.length;
  }

  /** What is here of these users now, by part. */
  private async kept(ids: readonly string[]): Promise<Kept> {
    const kept: [string, ReadonlyMap<string, unknown>][] = [];
    for (const [name, part] of Object.entries(this.parts.all)) kept.push([name, await part.read(ids)]);
    return new Map(kept);
  }

  /** Of each part what was given, and what became of it: a URL is kept without its fragment, a code without its dashes. */
  private partsOf(user: PortedUser, id: string, kept: Kept): Written {
    const fingerprints = givenParts(user, this.parts).flatMap(([name, part, given]) => [
      [name, this.fingerprints.of(part.essence(given))],
      [keptName(name), this.fingerprints.of(part.essence(kept.get(name)?.get(id) ?? part.nothing))],
    ]);
    return Object.fromEntries(fingerprints) as Written;
  }

  /** Whoever was erased here stays so. */
  private async renew(known: KnownUser, imported: ImportedUser, { source, dryRun }: BatchRules, outcome: Outcome): Promise<void> {
    const { user, here, externalId } = known;
    if (here === null || imported.userId === null) {
      outcome.fates.left += 1;
      return;
    }
    const merged = mergeAccount(this.fingerprints, known.account, here, imported.written);
    const parts = await this.changedParts(user, here.id, imported);
    const isChanged = merged.isChanged || parts.length > 0;
    outcome.fates[isChanged ? 'updated' : 'left'] += 1;
    if (!isChanged || dryRun) return;
    if (merged.isChanged) await this.accounts.change(here.id, here, merged.account);
    for (const { part, value } of parts) await part.write(new Map([[here.id, value]]));
    if (parts.some(({ name }) => name === 'twoFactor')) await this.accounts.distrust(here.id);
    const now = parts.length > 0 ? this.partsOf(user, here.id, await this.kept([here.id])) : {};
    const renewed = Object.entries(now).filter(([name]) => parts.some((part) => [part.name, keptName(part.name)].includes(name)));
    await this.imported.put(source, [{ externalId, userId: here.id, written: { ...merged.written, ...Object.fromEntries(renewed) } }]);
  }

  private async changedParts(user: PortedUser, id: string, { written }: ImportedUser) {
    const changed = [];
    for (const [name, part, given] of givenParts(user, this.parts)) {
      if (this.fingerprints.isOf(written[name], part.essence(given))) continue;
      const here = (await part.read([id])).get(id) ?? part.nothing;
      const before = written[keptName(name)] ?? this.fingerprints.of(part.essence(part.nothing)); // not brought along until now
      if (this.fingerprints.isOf(before, part.essence(here))) changed.push({ name, part, value: part.carried(given, here) });
    }
    return changed;
  }

  private async addEvents(users: readonly KnownUser[]): Promise<void> {
    const there = await this.accounts.read(users.map(({ user, here }) => here?.id ?? user.id));
    const events = users.flatMap(({ user, here }) => {
      const id = here?.id ?? user.id;
      return user.events && there.has(id) ? [[id, user.events] as const] : [];
    });
    await this.events.write(new Map(events));
  }
}

/** Under which name the fingerprint of what was kept stands. */
const keptName = (name: string): string => `${name}:kept`;

const keyOf = ({ externalId, id }: PortedUser): string => externalId ?? id;

const isNothing = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** Whoever was erased here stays so, whatever the source says of them. */
const isErased = ({ imported }: KnownUser): boolean => imported !== null && imported.userId === null;

function refusalOf({ user, account, target, imported, here, externalId }: Candidate, takers: Takers, seen: Seen): RefusalReason | null {
  if ((imported === null && here !== null) || !seen.add('key', externalId)) return 'invalid_key';
  if (!seen.add('address', account.email)) return 'duplicate_address';
  const taker = takers.emails.get(target.email);
  return taker === undefined || taker === (here?.id ?? user.id) ? null : 'address_taken';
}
