import { DomainError } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { Drain } from './drain.js';
import { Readiness } from './readiness.js';

/** What `/healthz` and `/readyz` say, on whichever port they are asked. */
@Injectable()
export class Health {
  constructor(
    private readonly stores: Readiness,
    private readonly drain: Drain,
  ) {}

  /** The process lives; nobody else is asked. */
  alive(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** Requests can be served. @throws DomainError of 503 that names what is away, or says that the process is about to end */
  async ready(): Promise<{ readonly status: 'ready' }> {
    if (this.drain.hasBegun) throw notReady('This process is about to end.');
    const away = await this.stores.partsAway();
    if (away.length > 0) throw notReady(`Away: ${away.join(', ')}.`);
    return { status: 'ready' };
  }
}

const notReady = (detail: string): DomainError => new DomainError('unavailable', 'unavailable', detail, { retryAfter: 2 });
