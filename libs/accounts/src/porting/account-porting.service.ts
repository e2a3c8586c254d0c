import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { LastSuperuser } from '../administration/errors.js';
import { StatusEffects } from '../administration/status-effects.service.js';
import { Superusers } from '../administration/superusers.service.js';
import { ClaimChanges } from '../claims/claim-changes.service.js';
import { TokenInvalidation } from '../invalidation/token-invalidation.service.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { usernameKey } from '../users/username.js';
import { examineAccount } from './examined-account.js';
import type { ExaminedAccount } from './examined-account.js';
import type { PortedAccount } from './ported-account.js';
import { PortedAccountsRepository } from './ported-accounts.repository.js';
import type { StoredAccount, Takers } from './ported-accounts.repository.js';

/**
 * Accounts that are brought along and handed on, many at once and in the caller's transaction. It asks nobody whether they may, mails
 * nobody and tells no signal: whoever runs an import answers for it.
 */
@Injectable()
export class AccountPorting {
  constructor(
    private readonly accounts: PortedAccountsRepository,
    private readonly hasher: PasswordHasher,
    private readonly invalidation: TokenInvalidation,
    private readonly effects: StatusEffects,
    private readonly superusers: Superusers,
    private readonly claims: ClaimChanges,
    private readonly bus: RevocationBus,
  ) {}

  /** An account by the rules that hold here: what can be cleaned is, and what cannot be taken is told. */
  examine(account: PortedAccount): ExaminedAccount {
    return examineAccount(account, (stored) => this.hasher.reads(stored));
  }

  /** Nobody else changes these users until the transaction ends. */
  lock(ids: readonly string[]): Promise<void> {
    return this.accounts.lock(ids);
  }

  /** What is stored; who is not there is missing. */
  async read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredAccount>> {
    return new Map((await this.accounts.find(ids)).map((account) => [account.id, account]));
  }

  /** Some ids after one, in order: all users, a batch at a time. */
  idsAfter(id: string | null, limit: number): Promise<readonly string[]> {
    return this.accounts.idsAfter(id, limit);
  }

  /** Of all users. */
  count(): Promise<number> {
    return this.accounts.count();
  }

  /** Who has what only one may have of these. */
  takers(accounts: Iterable<PortedAccount>): Promise<Takers> {
    const all = [...accounts];
    return this.accounts.takers(
      all.map(({ email }) => email),
      all.flatMap(({ username }) => (username === null ? [] : [usernameKey(username)])),
      all.flatMap(({ phone }) => (phone === null ? [] : [phone])),
    );
  }

  /** Inserts those whose id, address, username and number are free at this moment; gives the ids of these. */
  insert(accounts: ReadonlyMap<string, PortedAccount>): Promise<ReadonlySet<string>> {
    return accounts.size === 0 ? Promise.resolve(new Set()) : this.accounts.insert(accounts);
  }

  /**
   * Puts an account in the place of the one that is stored, with what follows as if it had been done here: another password or address
   * ends sessions, links and trust; who is disabled is out. The last superuser stays one, and enabled. @throws a unique violation
   */
  async change(id: string, from: StoredAccount, to: PortedAccount): Promise<void> {
    const kept = await this.keptStanding(id, from, to);
    await this.accounts.update(new Map([[id, kept]]));
    if (from.email !== kept.email) await this.invalidation.invalidate(id, 'email_changed');
    else if (from.passwordHash !== kept.passwordHash) await this.invalidation.invalidate(id, 'password_changed');
    else if (!from.passwordResetRequired && kept.passwordResetRequired) await this.invalidation.invalidate(id, 'admin_revoked');
    if (from.isActive && !kept.isActive) await this.effects.of(id, 'is_active', false);
    if (isClosing(from, kept)) await this.invalidation.invalidate(id, 'account_disabled');
    for (const [flag, was, is] of flagsOf(from, kept)) if (was !== is) await this.effects.of(id, flag, is);
    await this.claims.changed([id], ['email', 'name']);
    await this.bus.publish({ kind: 'user', id });
  }

  /** Their second factor is another one now: no device is trusted with the former (docs/reference/contract.md#devices). */
  distrust(id: string): Promise<void> {
    return this.invalidation.distrust(id);
  }

  private async keptStanding(id: string, from: StoredAccount, to: PortedAccount): Promise<PortedAccount> {
    const isDemoted = from.isSuperuser && from.isActive && (!(to.isSuperuser && to.isActive) || isClosing(from, to));
    if (!isDemoted) return to;
    try {
      await this.superusers.demandAnother(id);
      return to;
    } catch (error) {
      if (!(error instanceof LastSuperuser)) throw error;
      return { ...to, isSuperuser: true, isActive: true, disabledUntil: null, closedAt: from.closedAt, eraseAt: from.eraseAt };
    }
  }
}

const isClosing = (from: PortedAccount, to: PortedAccount): boolean => from.closedAt === null && to.closedAt !== null;

const flagsOf = (from: PortedAccount, to: PortedAccount) =>
  [
    ['is_staff', from.isStaff, to.isStaff],
    ['is_superuser', from.isSuperuser, to.isSuperuser],
  ] as const;
