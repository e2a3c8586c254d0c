import { randomToken, SealBroken, sha256, Vault } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { Transport } from '../sessions/session.types.js';
import type { FirstFactor } from './factors.js';

/** Codes that may be tried on one pending sign-in, over all parallel requests (contract §4). */
const MAX_ATTEMPTS = 5;

/** What a sign-in is bound to while it waits for its second factor. */
export interface PendingSignIn {
  readonly userId: string;
  /** The user's token version: a new password or address ends the wait. */
  readonly version: number;
  readonly first: FirstFactor;
  readonly transport: Transport;
  /** What the client showed when it began; the finished session is made for that device. */
  readonly deviceToken: string | null;
}

/**
 * Sign-ins that wait for their second factor, shared by all nodes. Under the hash of their token and sealed: whoever reads the store
 * can neither finish one nor learn a device token.
 */
@Injectable()
export class PendingSignIns {
  /** A sign-in that began at one door is nothing at another. */
  protected readonly door: string = 'pending-sign-in';
  private readonly vault: Vault;

  constructor(
    private readonly store: EphemeralStore,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {
    this.vault = new Vault(options.secretKeys, 'accounts/pending-sign-in');
  }

  /** Gives its token: 256 random bits. @throws Unavailable */
  async begin(pending: PendingSignIn): Promise<string> {
    const token = randomToken();
    const key = this.pendingKey(token);
    await this.store.set(key, this.vault.seal(JSON.stringify(pending), key), this.options.pendingTtlMs);
    return token;
  }

  /** Null when it expired, was finished or is out of attempts, or when the token is none. @throws Unavailable */
  async find(token: string): Promise<PendingSignIn | null> {
    const key = this.pendingKey(token);
    const sealed = await this.store.get(key);
    return sealed === null ? null : this.open(sealed, key);
  }

  /** Counts one try before its code is looked at. False when none is left: then the sign-in is over. */
  async spendAttempt(token: string): Promise<boolean> {
    const { count } = await this.store.increment(this.attemptsKey(token), this.options.pendingTtlMs);
    if (count > MAX_ATTEMPTS) await this.discard(token);
    return count <= MAX_ATTEMPTS;
  }

  /** After a wrong code: the last one allowed ends the sign-in. */
  async endIfSpent(token: string): Promise<void> {
    const { count } = await this.store.increment(this.failuresKey(token), this.options.pendingTtlMs);
    if (count >= MAX_ATTEMPTS) await this.discard(token);
  }

  /** Of all who proved their second factor on it, one wins. */
  async take(token: string): Promise<boolean> {
    return (await this.store.take(this.pendingKey(token))) !== null;
  }

  async discard(token: string): Promise<void> {
    await this.store.delete(this.pendingKey(token));
  }

  /** Sealed under a key that is no longer configured, it can only be begun again. */
  private open(sealed: string, key: string): PendingSignIn | null {
    try {
      return JSON.parse(this.vault.open(sealed, key).toString()) as PendingSignIn; // authenticated: `begin` wrote it
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }

  private pendingKey(token: string): string {
    return `${this.door}:${hashed(token)}`;
  }

  private attemptsKey(token: string): string {
    return `${this.pendingKey(token)}:attempts`;
  }

  private failuresKey(token: string): string {
    return `${this.pendingKey(token)}:failures`;
  }
}

const hashed = (token: string): string => sha256(token).toString('base64url');
