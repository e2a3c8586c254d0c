import { Vault } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';

const TTL_MS = 15 * 60_000;

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

  /** A newer one replaces the older. @throws Unavailable */
  async put(userId: string, phone: string): Promise<void> {
    const key = keyOf(userId);
    await this.store.set(key, this.vault.seal(phone, key), TTL_MS);
  }

  /** @throws Unavailable */
  async find(userId: string): Promise<string | null> {
    const key = keyOf(userId);
    const sealed = await this.store.get(key);
    return sealed === null ? null : this.vault.open(sealed, key).toString();
  }

  /** @throws Unavailable */
  async discard(userId: string): Promise<void> {
    await this.store.delete(keyOf(userId));
  }
}

const keyOf = (userId: string): string => `phone-change:${userId}`;
