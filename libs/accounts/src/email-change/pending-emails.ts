import { equalInConstantTime, sha256 } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { User } from '../users/user.types.js';

/** A new address that waits for its proof. */
export interface PendingEmail {
  readonly email: string;
  /** The token version of its user when they asked: an invalidation since then takes the request back, however the two were timed. */
  readonly version: number;
}

interface Pending extends PendingEmail {
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
  async put({ id, tokenVersion }: Pick<User, 'id' | 'tokenVersion'>, email: string, token: string): Promise<void> {
    const pending: Pending = { email, version: tokenVersion, tokenHash: hashOf(token) };
    await this.store.set(keyOf(id), JSON.stringify(pending), this.options.pendingEmailTtlMs);
  }

  /** Spends the token: of all who present it, one gets what waited for it. @throws Unavailable */
  async take(userId: string, token: string): Promise<PendingEmail | null> {
    const stored = await this.store.get(keyOf(userId));
    if (stored === null) return null;
    const { tokenHash, ...pending } = JSON.parse(stored) as Pending; // written by `put` alone
    if (!equalInConstantTime(Buffer.from(tokenHash), Buffer.from(hashOf(token)))) return null;
    return (await this.store.compareAndDelete(keyOf(userId), stored)) ? pending : null;
  }

  /** @throws Unavailable */
  async discard(userId: string): Promise<void> {
    await this.store.delete(keyOf(userId));
  }
}

const keyOf = (userId: string): string => `email-change:${userId}`;
const hashOf = (token: string): string => sha256(token).toString('base64url');
