import { Clock } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { ClosedUsersRepository } from './closed-users.repository.js';

/** How long a closed account sleeps before it is erased, where the host does not tell. */
export const ERASURE_DELAY_MS = 14 * 24 * 3_600_000;

const BATCH = 100;

/** Erases accounts that were closed long enough ago, one by one, so that no lock is held for long. */
@Injectable()
export class AccountErasure {
  constructor(
    private readonly closed: ClosedUsersRepository,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly events: AccountEvents,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** Of an account that is closed now: when it is erased after that long, in milliseconds, and when it were `due` by itself. */
  planned(afterMs: number): { readonly now: Date; readonly eraseAt: Date; readonly due: Date } {
    return { now: this.clock.now(), eraseAt: this.clock.in(afterMs), due: this.clock.in(this.options.erasureDelayMs) };
  }

  /** Gives the number of accounts erased. */
  async eraseDue(): Promise<number> {
    const closedBefore = this.clock.in(-this.options.erasureDelayMs);
    const now = this.clock.now();
    let erased = 0;
    for (let due = await this.due(closedBefore, now); due.length > 0; due = await this.due(closedBefore, now)) {
      for (const id of due) erased += (await this.transaction.run(() => this.erase(id, closedBefore, now))) ? 1 : 0;
    }
    return erased;
  }

  private due(closedBefore: Date, now: Date): Promise<readonly string[]> {
    return this.closed.due(closedBefore, now, BATCH);
  }

  /** The history stays for the operators' figures, without anything that names the person. */
  private async erase(id: string, closedBefore: Date, now: Date): Promise<boolean> {
    const address = await this.closed.erase(id, closedBefore, now);
    if (address === null) return false;
    await this.events.erased(id, address);
    await this.bus.publish({ kind: 'user', id });
    return true;
  }
}
