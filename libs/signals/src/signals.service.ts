import { randomUUID } from 'node:crypto';
import { Clock, Vault } from '@castellan/common';
import { Jobs, Transaction } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { SignalHandlers } from './signal-handlers.service.js';
import type { BoundHandler } from './signal-handlers.service.js';
import type { SignalMeta } from './signal.js';
import { SIGNALS_OPTIONS } from './signals.options.js';
import type { SignalsOptions } from './signals.options.js';

/** The last try is some hours after the first; then the delivery waits in the dead letters, `<queue>.dead`. */
const DELIVERY = { retryLimit: 12, retryDelaySeconds: 2 };

/** A delivery as it waits: job tables end up in dumps and panels, and an address is nobody's business there. */
interface Delivery {
  readonly sealed: string;
}

/** Tells other modules of what happens. Without anybody who listens it costs nothing. */
@Injectable()
export class Signals implements OnModuleInit {
  private readonly vault: Vault;
  private readonly issuer: string | null;
  private readonly handlers = new Map<unknown, BoundHandler[]>();

  constructor(
    private readonly finder: SignalHandlers,
    private readonly transaction: Transaction,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(SIGNALS_OPTIONS) { secretKeys, issuer }: SignalsOptions,
  ) {
    this.issuer = issuer ?? null;
    this.vault = new Vault(secretKeys, 'signals/delivery');
  }

  onModuleInit(): void {
    for (const handler of this.finder.find()) {
      this.handlers.set(handler.signal, [...(this.handlers.get(handler.signal) ?? []), handler]);
      if (handler.phase === 'after-commit') this.serve(handler);
    }
  }

  /**
   * Part of the caller's transaction: handlers in it are awaited, one after the other, those after it are enqueued with it.
   * @throws what a handler in the transaction throws; then nothing of the transaction stays
   */
  async publish(signal: object): Promise<void> {
    const handlers = this.handlers.get(signal.constructor)?.filter(({ isHeard }) => isHeard()) ?? [];
    if (handlers.length === 0) return;
    const meta: SignalMeta = { id: randomUUID(), at: this.clock.now(), issuer: this.issuer };
    await this.transaction.run(async () => {
      for (const handler of handlers) await this.deliver(handler, signal, meta);
    });
  }

  private async deliver(handler: BoundHandler, signal: object, meta: SignalMeta): Promise<void> {
    if (handler.phase === 'in-transaction') return handler.call(signal, meta);
    const queue = queueOf(handler);
    const delivery: Delivery = { sealed: this.vault.seal(JSON.stringify([signal, meta.id, meta.at.getTime()]), queue) };
    await this.jobs.enqueue(queue, delivery);
  }

  /** Each handler has a queue of its own: one that fails or is slow holds up nobody else's. */
  private serve(handler: BoundHandler): void {
    const queue = queueOf(handler);
    this.jobs.handle<Delivery>(queue, DELIVERY, async ({ sealed }) => {
      const opened = JSON.parse(this.vault.open(sealed, queue).toString()) as [object, string, number]; // authenticated: `deliver` wrote it
      const [facts, id, at] = opened;
      await handler.call(new handler.signal(facts), { id, at: new Date(at), issuer: this.issuer });
    });
  }
}

const queueOf = ({ name }: BoundHandler): string => `signals.${name.replace(/[^\w.-]/g, '_')}`;
