// What another module would write: the example of the guide, with its table and whom it talks to.
import { EmailVerified, UserRegistered } from '@castellan/accounts';
import { OnSignal } from '@castellan/signals';
import type { SignalMeta } from '@castellan/signals';
import { Transaction } from '@castellan/data';
import { Injectable, Module } from '@nestjs/common';

/** Its migration. */
export const LOYALTY =
  'CREATE TABLE loyalty_cards (user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE, points int NOT NULL CHECK (points >= 0))';

/** A service elsewhere. */
export class Shop {
  readonly greeted: { readonly userId: string; readonly email: string; readonly id: string }[] = [];
  /** How many of the next greetings fail. */
  failures = 0;

  greet(userId: string, email: string, id: string): Promise<void> {
    this.greeted.push({ userId, email, id });
    if (this.failures === 0) return Promise.resolve();
    this.failures -= 1;
    return Promise.reject(new Error('The shop is closed.'));
  }
}

@Injectable()
export class Loyalty {
  constructor(
    private readonly transaction: Transaction,
    private readonly shop: Shop,
  ) {}

  /** Together with the user: there is none without a card. If this throws, there is no user either. */
  @OnSignal(UserRegistered, { phase: 'in-transaction' })
  async openCard({ userId }: UserRegistered): Promise<void> {
    await this.transaction.query('INSERT INTO loyalty_cards (user_id, points) VALUES ($1, 100)', [userId]);
  }

  /** Later, and again until it succeeds. `id` is the same each time, so the shop can tell. */
  @OnSignal(EmailVerified, { phase: 'after-commit' })
  async greet({ userId, email }: EmailVerified, { id }: SignalMeta): Promise<void> {
    await this.shop.greet(userId, email, id);
  }
}

@Module({ providers: [Loyalty, Shop] })
export class LoyaltyModule {}
