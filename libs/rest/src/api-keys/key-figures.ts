import { Injectable } from '@nestjs/common';
import { Counter, Registry } from 'prom-client';

/** How a request with an API key went. */
export type KeyOutcome = 'accepted' | 'denied' | 'outside' | 'wrong' | 'expired' | 'revoked' | 'throttled' | 'in_url' | 'failed';

const OUTCOMES: readonly KeyOutcome[] = ['accepted', 'denied', 'outside', 'wrong', 'expired', 'revoked', 'throttled', 'in_url', 'failed'];

/** Counts what becomes of API keys; no label names a key. */
@Injectable()
export class KeyFigures {
  private readonly uses: Counter<'outcome'>;

  constructor(registry: Registry) {
    this.uses = new Counter({
      name: 'castellan_api_key_uses_total',
      help: 'Requests with an API key, by how they went.',
      labelNames: ['outcome'],
      registers: [registry],
    });
    for (const outcome of OUTCOMES) this.uses.inc({ outcome }, 0);
  }

  count(outcome: KeyOutcome): void {
    this.uses.inc({ outcome });
  }
}
