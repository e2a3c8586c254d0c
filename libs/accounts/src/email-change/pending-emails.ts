import { equalInConstantTime, sha256 } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';

interface Pending {
  readonly email: string;
  /** base64url SHA-256 of the mailed token. */
  readonly tokenHash: string;
}

/** New addresses that wait for their proof. They are kept here and not in the link, so that a link cannot be bent to another address. */
@Injectable()
export class PendingEmails {
  constructor(
    private readonly store: EphemeralStore,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** A newer one replaces the older. @throws Unavailable */
  async put(userId: string, email: string, token: string): Promise<void> {
    const pending: Pending = { email, tokenHash: hashOf(token) };
    await this.store.set(keyOf(userId), JSON.stringify(pending), this.options.pendingEmailTtlMs);
  }

  /** Spends the token and gives the address: of all who present it, one gets it. @throws Unavailable */
  async take(userId: string, token: string): Promise<string | null> {
    const stored = await this.store.get(keyOf(userId));
    if (stored === null) return null;
    const { email, tokenHash } = JSON.parse(stored) as Pending; // written by `put` alone
    if (!equalInConstantTime(Buffer.from(tokenHash), Buffer.from(hashOf(token)))) return null;
    return (await this.store.compareAndDelete(keyOf(userId), stored)) ? email : null;
  }

  /** @throws Unavailable */
  async discard(userId: string): Promise<void> {
    await this.store.delete(keyOf(userId));
  }
}

const keyOf = (userId: string): string => `email-change:${userId}`;
const hashOf = (token: string): string => sha256(token).toString('base64url');
