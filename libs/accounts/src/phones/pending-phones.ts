import { SealBroken, Throttled, Unavailable, Vault } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { User } from '../users/user.types.js';

const TTL_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
/** Whatever the numbers (docs/reference/contract.md#phone-numbers): one account alone must not spend the hour's SMS of all. */
const MAX_REQUESTS = 3;

/** A number that waits for its proof. */
export interface PendingPhone {
  readonly phone: string;
  /** The token version of its user when they asked: an invalidation since then takes the request back, however the two were timed. */
  readonly version: number;
}

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
  async put({ id: userId, tokenVersion: version }: Pick<User, 'id' | 'tokenVersion'>, phone: string): Promise<void> {
    const { count, ttlMs } = await this.store.increment(`phone-requests:${userId}`, HOUR_MS);
    if (count > MAX_REQUESTS) throw new Throttled({ retryAfter: Math.max(1, Math.ceil(ttlMs / 1000)) });
    const key = keyOf(userId);
    const pending: PendingPhone = { phone, version };
    await this.store.set(key, this.vault.seal(JSON.stringify(pending), key), TTL_MS);
  }

  /** @throws Unavailable */
  async find(userId: string): Promise<PendingPhone | null> {
    return this.open(userId, await this.store.get(keyOf(userId)));
  }

  /** Once it is proven. One that was asked for meanwhile stays, and while the store is away it ends by itself. */
  async discard(userId: string, phone: string): Promise<void> {
    try {
      const sealed = await this.store.get(keyOf(userId));
      if (sealed !== null && this.open(userId, sealed)?.phone === phone) await this.store.compareAndDelete(keyOf(userId), sealed);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }

  /** Sealed under a key that is no longer configured, it can only be asked for again. */
  private open(userId: string, sealed: string | null): PendingPhone | null {
    if (sealed === null) return null;
    try {
      return JSON.parse(this.vault.open(sealed, keyOf(userId)).toString()) as PendingPhone; // authenticated: `put` wrote it
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }
}

const keyOf = (userId: string): string => `phone-change:${userId}`;
