import { OnSignal, signal, Signals } from '@castellan/signals';
import { Injectable } from '@nestjs/common';

export class CardOpened extends signal<{ userId: string }>('card_opened') {}

@Injectable()
export class Welcome {
  readonly greeted: string[] = [];

  /** Of any provider of the app. Later, and again until it succeeds. */
  @OnSignal(CardOpened, { phase: 'after-commit' })
  async greet({ userId }: CardOpened): Promise<void> {
    this.greeted.push(userId);
    await Promise.resolve();
  }
}

@Injectable()
export class Cards {
  constructor(private readonly signals: Signals) {}

  async open(userId: string): Promise<void> {
    await this.signals.publish(new CardOpened({ userId }));
  }
}
