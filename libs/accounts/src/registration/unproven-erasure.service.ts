import { Clock } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { UnprovenUsersRepository } from './unproven-users.repository.js';

const BATCH = 100;

/** Erases accounts that somebody signed up and nobody proved in time, one by one, so that no lock is held for long. */
@Injectable()
export class UnprovenErasure {
  constructor(
    private readonly users: UnprovenUsersRepository,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly events: AccountEvents,
    private readonly clock: Clock,
  ) {}

  /** Gives the number of accounts erased. */
  async eraseDue(): Promise<number> {
    const now = this.clock.now();
    let erased = 0;
    for (let due = await this.users.overdue(now, BATCH); due.length > 0; due = await this.users.overdue(now, BATCH)) {
      for (const id of due) erased += (await this.transaction.run(() => this.erase(id, now))) ? 1 : 0;
    }
    return erased;
  }

  private async erase(id: string, now: Date): Promise<boolean> {
    const address = await this.users.erase(id, now);
    if (address === null) return false;
    await this.events.erased(id, address);
    await this.bus.publish({ kind: 'user', id });
    return true;
  }
}
