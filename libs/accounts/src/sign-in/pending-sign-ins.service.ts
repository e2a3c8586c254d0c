import type { Transport } from '@castellan/access';
import { randomToken, sha256 } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Pending } from '@castellan/limits';
import type { Turn } from '@castellan/limits';
import { Inject, Injectable } from '@nestjs/common';
import { PENDING_SIGN_IN_TRIES } from '../budgets/budgets.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { FirstFactor } from '../factors/factor.js';

/** How long a sign-in waits, where the host does not tell. */
export const PENDING_SIGN_IN_TTL_MS = 5 * 60_000;

/** What a sign-in is bound to while it waits for its second factor. */
export interface PendingSignIn {
  readonly userId: string;
  /** The user's token version: a new password or address ends the wait. */
  readonly version: number;
  readonly first: FirstFactor;
  readonly transport: Transport;
  /** What the client showed when it began; the finished session is made for that device. */
  readonly deviceToken: string | null;
  /** Whether the link of a mail was asked for, where strangers have guessed too often, and followed. */
  readonly confirmation?: 'asked' | 'given';
}

/**
 * Sign-ins that wait for their second factor, under the hash of their token: whoever reads the store can neither finish one nor learn a
 * device token.
 */
@Injectable()
export class PendingSignIns {
  /** A sign-in that began at one door is nothing at another. */
  protected readonly door: string = 'pending-sign-in';
  private readonly pending: Pending<PendingSignIn>;

  constructor(store: EphemeralStore, @Inject(ACCOUNTS_OPTIONS) { pendingTtlMs }: AccountsOptions) {
    this.pending = new Pending(store, { ttlMs: pendingTtlMs, tries: PENDING_SIGN_IN_TRIES });
  }

  /** Gives its token: 256 random bits. @throws Unavailable */
  async begin(pending: PendingSignIn): Promise<string> {
    const token = randomToken();
    await this.pending.put(this.keyOf(token), pending);
    return token;
  }

  /** Where a sign-in lies: names it without its token. */
  keyOf(token: string): string {
    return `${this.door}:${sha256(token).toString('base64url')}`;
  }

  /** Null when it expired, was finished or is out of attempts, or when the token is none. @throws Unavailable */
  find(token: string): Promise<PendingSignIn | null> {
    return this.pending.find(this.keyOf(token));
  }

  /** From now on it waits for the link of a mail, at whichever door it began; false when it did already, or is over. Only in its turn. */
  async awaitConfirmation(key: string, ttlMs: number): Promise<boolean> {
    const pending = await this.pending.find(key);
    if (!pending || pending.confirmation) return false;
    await this.pending.put(key, { ...pending, confirmation: 'asked' }, ttlMs);
    return true;
  }

  /** The link was followed: its codes are looked at. False when it is over. */
  async confirm(key: string): Promise<boolean> {
    const pending = await this.pending.find(key);
    if (!pending) return false;
    await this.pending.put(key, { ...pending, confirmation: 'given' });
    return true;
  }

  /** Looks at one code for it, as `Pending.inTurn` does: a parallel code that finds it over has spent neither a try nor a code. */
  inTurn<T>(token: string, attempt: (pending: PendingSignIn) => Promise<T | null>): Promise<Turn<T>> {
    return this.pending.inTurn(this.keyOf(token), attempt);
  }

  /** Of all who proved their second factor on it, one wins. */
  async take(token: string): Promise<boolean> {
    return (await this.pending.take(this.keyOf(token))) !== null;
  }

  discard(token: string): Promise<void> {
    return this.pending.discard(this.keyOf(token));
  }
}
