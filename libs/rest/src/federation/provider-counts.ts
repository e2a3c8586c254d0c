import type { Arrival, ArrivalRefusal } from '@castellan/accounts';
import { Federation } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';
import { readAtScrape } from '../metrics/read-at-scrape.js';

/** `no_visit`: the answer to nothing that this browser began, which anybody may bring. */
type Outcome = Exclude<Arrival['kind'], 'refused'> | ArrivalRefusal | 'no_visit';

interface Count {
  readonly provider: string;
  readonly outcome: Outcome;
  count: number;
}

/** What became of those who came back from a provider, or could not leave for it. Labels are ids of the configuration, and ours. */
@Injectable()
export class ProviderCounts {
  private readonly counts = new Map<string, Count>();

  constructor(
    private readonly federation: Federation,
    registry: Registry,
  ) {
    readAtScrape(registry, [
      {
        type: 'counter',
        name: 'castellan_federated_sign_ins_total',
        help: 'Who came back from a provider, by what became of it.',
        labelNames: ['provider', 'outcome'],
        read: () => [...this.counts.values()].map(({ provider, outcome, count }) => [{ provider, outcome }, count]),
      },
    ]);
  }

  count(provider: string, outcome: Outcome): void {
    if (!this.federation.providers.some(({ id }) => id === provider)) return;
    const key = `${provider} ${outcome}`;
    const known = this.counts.get(key) ?? { provider, outcome, count: 0 };
    this.counts.set(key, known);
    known.count += 1;
  }
}
