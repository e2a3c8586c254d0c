import { SealBroken, Throttled, Unavailable, Vault } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';

const TTL_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
/** Whatever the numbers (contract §4): one account alone must not spend the hour's SMS of all. */
const MAX_REQUESTS = 3;

/** The number that a user has asked to prove, until its code is. The code says for how long; this only remembers which it was. */
@Injectable()
export class PendingPhones {
  private readonly vault: Vault;

  constructor(
    private readonly store: EphemeralStore,
    @Inject(ACCOUNTS_OPTIONS) options: AccountsOptions,
  ) {
    this.vault = new Vault(options.secretKeys, 'accounts/pending-phone');
  }

  /** A newer one replaces the older. @throws Throttled after three in an hour, Unavailable */
  async put(userId: string, phone: string): Promise<void> {
    const { count, ttlMs } = await this.store.increment(`phone-requests:${userId}`, HOUR_MS);
    if (count > MAX_REQUESTS) throw new Throttled({ retryAfter: Math.max(1, Math.ceil(ttlMs / 1000)) });
    const key = keyOf(userId);
    await this.store.set(key, this.vault.seal(phone, key), TTL_MS);
  }

  /** @throws Unavailable */
  async find(userId: string): Promise<string | null> {
    return this.open(userId, await this.store.get(keyOf(userId)));
  }

  /** Once it is proven. One that was asked for meanwhile stays, and while the store is away it ends by itself. */
  async discard(userId: string, phone: string): Promise<void> {
    try {
      const sealed = await this.store.get(keyOf(userId));
      if (sealed !== null && this.open(userId, sealed) === phone) await this.store.compareAndDelete(keyOf(userId), sealed);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }

  /** Sealed under a key that is no longer configured, it can only be asked for again. */
  private open(userId: string, sealed: string | null): string | null {
    if (sealed === null) return null;
    try {
      return this.vault.open(sealed, keyOf(userId)).toString();
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }
}

const keyOf = (userId: string): string => `phone-change:${userId}`;
