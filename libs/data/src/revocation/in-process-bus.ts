import { Logger } from '@nestjs/common';
import type { Transaction } from '../database/transaction.js';
import type { Change, ChangeListener } from './change.js';
import { Listeners } from './listeners.js';
import { RevocationBus } from './revocation-bus.js';

/** The bus of the embedded database, which one process owns: nobody else can change anything. */
export class InProcessBus extends RevocationBus {
  private readonly listeners = new Listeners(new Logger(InProcessBus.name));

  constructor(private readonly transaction: Transaction) {
    super();
  }

  async publish(change: Change): Promise<void> {
    this.transaction.afterCommit(() => this.listeners.tell(change));
  }

  subscribe(listener: ChangeListener): () => void {
    return this.listeners.add(listener);
  }

  get trusted(): boolean {
    return true;
  }

  async close(): Promise<void> {}
}
