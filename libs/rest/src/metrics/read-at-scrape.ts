import { Counter, Gauge, type Registry } from 'prom-client';

/** A number that somebody else keeps: nothing is paid for it between two scrapes. */
export interface ReadMetric {
  readonly type: 'counter' | 'gauge';
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  /** What it is now: one number, or one for each set of labels. */
  readonly read: () => number | readonly Reading[];
}

export type Reading = readonly [labels: Readonly<Record<string, string>>, value: number];

export function readAtScrape(registry: Registry, metrics: readonly ReadMetric[]): void {
  for (const { type, name, help, labelNames = [], read } of metrics) {
    const Metric = type === 'counter' ? Counter : Gauge;
    new Metric({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        const is = read();
        this.reset();
        for (const [labels, value] of typeof is === 'number' ? [[{}, is] as const] : is) this.inc(labels, value);
      },
    });
  }
}
