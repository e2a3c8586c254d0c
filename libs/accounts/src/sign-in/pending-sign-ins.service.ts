import { randomToken, sha256 } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Budgets } from '@castellan/limits';
import type { Budget, Reservation } from '@castellan/limits';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { Transport } from '../sessions/session.types.js';
import type { FirstFactor } from './factors.js';

/** Codes that may be tried on one pending sign-in, over all parallel requests (docs/reference/contract.md#second-factors). */
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
  /** Whether the link of a mail was asked for, where strangers have guessed too often, and followed. */
  readonly confirmation?: 'asked' | 'given';
}

/** What became of a turn: the sign-in was over before it, the code was wrong (and the last one allowed), or the attempt's own outcome. */
export type Turn<T> =
  { readonly kind: 'over' } | { readonly kind: 'wrong'; readonly isLast: boolean } | { readonly kind: 'done'; readonly value: T };

const OVER = { kind: 'over' } as const;

/**
 * Sign-ins that wait for their second factor, shared by all nodes. Under the hash of their token, and sealed by the store: whoever
 * reads it can neither finish one nor learn a device token, and whoever writes there can begin none.
 */
@Injectable()
export class PendingSignIns {
  /** A sign-in that began at one door is nothing at another. */
  protected readonly door: string = 'pending-sign-in';

  constructor(
    private readonly store: EphemeralStore,
    private readonly budgets: Budgets,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** Gives its token: 256 random bits. @throws Unavailable */
  async begin(pending: PendingSignIn): Promise<string> {
    const token = randomToken();
    await this.put(this.keyOf(token), pending, this.options.pendingTtlMs);
    return token;
  }

  /** Where a sign-in lies: names it without its token. */
  keyOf(token: string): string {
    return `${this.door}:${sha256(token).toString('base64url')}`;
  }

  /** Null when it expired, was finished or is out of attempts, or when the token is none. @throws Unavailable */
  async find(token: string): Promise<PendingSignIn | null> {
    return this.at(this.keyOf(token));
  }

  /** From now on it waits for the link of a mail, at whichever door it began; false when it did already, or is over. Only in its turn. */
  async awaitConfirmation(key: string, ttlMs: number): Promise<boolean> {
    const pending = await this.at(key);
    if (!pending || pending.confirmation) return false;
    await this.put(key, { ...pending, confirmation: 'asked' }, ttlMs);
    return true;
  }

  /** The link was followed: its codes are looked at. False when it is over. */
  async confirm(key: string): Promise<boolean> {
    const pending = await this.at(key);
    if (!pending) return false;
    await this.put(key, { ...pending, confirmation: 'given' }, this.options.pendingTtlMs);
    return true;
  }

  /**
   * Looks at one code for it; `attempt` gives null for a wrong one. One at a time: whoever waited finds it over if the one before was
   * right, and has spent neither a try nor a code, so that of any number of parallel right codes one wins.
   * @throws Unavailable, also when others took all the turns of two seconds
   */
  async inTurn<T>(token: string, attempt: (pending: PendingSignIn) => Promise<T | null>): Promise<Turn<T>> {
    const place = await this.budgets.reserve(this.triesOf(token));
    if (!place) return OVER;
    try {
      const pending = await this.find(token);
      const value = pending && (await attempt(pending));
      if (pending && value === null) return await this.wrong(token, place);
      await this.budgets.giveBack(place);
      return value === null ? OVER : { kind: 'done', value };
    } catch (error) {
      await this.budgets.giveBack(place); // a spent one stays spent
      throw error;
    }
  }

  /** Of all who proved their second factor on it, one wins. */
  async take(token: string): Promise<boolean> {
    return (await this.store.take(this.keyOf(token))) !== null;
  }

  async discard(token: string): Promise<void> {
    await this.store.delete(this.keyOf(token));
  }

  /** The last one allowed ends the sign-in. */
  private async wrong(token: string, place: Reservation): Promise<Turn<never>> {
    const isLast = await this.budgets.fail(place);
    if (isLast) await this.discard(token);
    return { kind: 'wrong', isLast };
  }

  private async at(key: string): Promise<PendingSignIn | null> {
    const kept = await this.store.get(key);
    return kept === null ? null : (JSON.parse(kept) as PendingSignIn); // sealed by the store: `put` wrote it
  }

  private async put(key: string, pending: PendingSignIn, ttlMs: number): Promise<void> {
    await this.store.set(key, JSON.stringify(pending), ttlMs);
  }

  private triesOf(token: string): Budget {
    const ms = this.options.pendingTtlMs;
    return { name: this.keyOf(token), maxFailures: MAX_ATTEMPTS, atOnce: 1, windowMs: ms, refusalMs: ms };
  }
}
