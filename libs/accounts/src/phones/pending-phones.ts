import { Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Allowances, Pending } from '@castellan/limits';
import { Injectable } from '@nestjs/common';
import { phoneRequests } from '../budgets/allowances.js';
import type { User } from '../users/user.types.js';

const TTL_MS = 15 * 60_000;

/** A number that waits for its proof. */
export interface PendingPhone {
  readonly phone: string;
  /** The token version of its user when they asked: an invalidation since then takes the request back, however the two were timed. */
  readonly version: number;
}

/** The number that a user has asked to prove, until its code is. The code says for how long; this only remembers which it was. */
@Injectable()
export class PendingPhones {
  private readonly pending: Pending<PendingPhone>;

  constructor(
    store: EphemeralStore,
    private readonly allowances: Allowances,
  ) {
    this.pending = new Pending(store, { ttlMs: TTL_MS });
  }

  /** A newer one replaces the older. @throws Throttled after three in an hour, Unavailable */
  async put({ id: userId, tokenVersion: version }: Pick<User, 'id' | 'tokenVersion'>, phone: string): Promise<void> {
    await this.allowances.demand(phoneRequests(userId));
    await this.pending.put(nameOf(userId), { phone, version });
  }

  /** @throws Unavailable */
  find(userId: string): Promise<PendingPhone | null> {
    return this.pending.find(nameOf(userId));
  }

  /** Once it is proven. One that was asked for meanwhile stays, and while the store is away it ends by itself. */
  async discard(userId: string, phone: string): Promise<void> {
    try {
      const found = await this.find(userId);
      if (found?.phone === phone) await this.pending.discardFound(nameOf(userId), found);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }
}

const nameOf = (userId: string): string => `phone-change:${userId}`;
