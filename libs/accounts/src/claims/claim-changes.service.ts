import { Clock } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { RightHoldersTold } from '@castellan/permissions';
import type { RightHolders } from '@castellan/permissions';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { CarriedSessionsRepository } from './carried-sessions.repository.js';
import type { TokenClaimName } from './token-claim-name.js';

/** Of more sessions than this none is named: each process forgets all it remembers and reads it again. */
const MANY = 500;

/**
 * What a token claims has changed: older ones are stale from the commit on, nobody is signed out
 * (docs/reference/contract.md#claims-for-other-services). Nothing happens where no token claims it. Part of the caller's transaction.
 * Whatever ends all sessions of a user anyway, as a new address does, need not ask for it: then there is nothing to carry along.
 */
@Injectable()
export class ClaimChanges implements RightHolders, OnModuleInit, OnModuleDestroy {
  private readonly claimed: ReadonlySet<TokenClaimName>;
  private takeBack = (): void => {};

  constructor(
    private readonly sessions: CarriedSessionsRepository,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly clock: Clock,
    private readonly rights: RightHoldersTold,
    @Inject(ACCOUNTS_OPTIONS) { tokenClaims }: Pick<AccountsOptions, 'tokenClaims'>,
  ) {
    this.claimed = new Set(tokenClaims);
  }

  onModuleInit(): void {
    if (this.claimed.has('groups') || this.claimed.has('permissions')) this.takeBack = this.rights.add(this);
  }

  onModuleDestroy(): void {
    this.takeBack();
  }

  async hold(userIds: readonly string[]): Promise<void> {
    if (userIds.length > 0) await this.sessions.lock(userIds);
  }

  /**
   * The users are locked at once. Their version rises at the end: before that whoever acts is asked whether they still may, also who acts on
   * themselves, by a token that is stale from then on.
   * @param what of them is another now, and not only might be
   */
  async changed(userIds: readonly string[], what: readonly TokenClaimName[]): Promise<void> {
    if (userIds.length === 0 || !what.some((claim) => this.claimed.has(claim))) return;
    await this.sessions.lock(userIds);
    this.transaction.beforeCommit(() => this.carry(userIds));
  }

  private async carry(userIds: readonly string[]): Promise<void> {
    const carried = await this.sessions.carry(userIds, this.clock.now());
    await this.tell(carried.userIds, carried.sessionIds);
  }

  private async tell(userIds: readonly string[], sessionIds: readonly string[]): Promise<void> {
    if (sessionIds.length > MANY) return this.bus.publish({ kind: 'everything' });
    for (const id of sessionIds) await this.bus.publish({ kind: 'session', id });
    for (const id of userIds) await this.bus.publish({ kind: 'user', id });
  }
}
