import { Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Logger } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { LocalWindows, type Hit } from './local-windows.js';

type StorageRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Counts for `@nestjs/throttler` in the EphemeralStore: one atomic step, shared by all nodes on Redis. Fixed windows from the first hit. */

export class LimitStorage implements ThrottlerStorage {
  private readonly logger = new Logger(LimitStorage.name);
  private readonly local = new LocalWindows();
  private storeAway = false;

  constructor(private readonly store: EphemeralStore) {}

  async increment(key: string, ttl: number, limit: number): Promise<StorageRecord> {
    try {
      const hit = await this.store.increment(key, ttl);
      this.storeAway = false;
      return record(hit, limit);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      this.warnOnce();
      return this.incrementLocally(key, ttl, limit);
    }
  }

  /**
   * Without the store each node counts alone, at half rate: limits neither fall away nor stop the service
   * (docs/reference/contract.md#limits).
   */
  private incrementLocally(key: string, ttl: number, limit: number): StorageRecord {
    return record(this.local.hit(key, ttl), Math.max(1, Math.floor(limit / 2)));
  }

  private warnOnce(): void {
    if (!this.storeAway) this.logger.warn('The store is away: limits are counted in this process, at half rate.');
    this.storeAway = true;
  }
}

function record({ count, ttlMs }: Hit, limit: number): StorageRecord {
  const seconds = Math.max(1, Math.ceil(ttlMs / 1000));
  return { totalHits: count, timeToExpire: seconds, isBlocked: count > limit, timeToBlockExpire: seconds };
}
