import type { Distribution } from '@castellan/common';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

interface Named {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
}

/** A number that somebody else keeps: nothing is paid for it between two scrapes. */
export interface ReadMetric extends Named {
  readonly type: 'counter' | 'gauge';
  /** What it is now: one number, or one for each set of labels. */
  readonly read: () => number | readonly Reading[];
}

type Labels = Readonly<Record<string, string>>;
export type Reading = readonly [labels: Labels, value: number];

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
        if (labelNames.length === 0) this.remove(); // what has no labels would be 0 where nothing is told
        for (const [labels, value] of typeof is === 'number' ? [[{}, is] as const] : is) this.inc(labels, value);
      },
    });
  }
}

export function by(label: string, counts: ReadonlyMap<string, number>): readonly Reading[] {
  return [...counts].map(([name, count]) => [{ [label]: name }, count]);
}

/** The same of what is kept as a `Distribution`. */
export interface ReadHistogram extends Named {
  readonly read: () => readonly (readonly [labels: Labels, distribution: Distribution])[];
}

export function readHistograms(registry: Registry, histograms: readonly ReadHistogram[]): void {
  for (const histogram of histograms) registry.registerMetric(new KeptElsewhere(histogram));
}

/** prom-client's own counts each observation itself, at 0.7 µs a request; here it only writes down what was counted. */
class KeptElsewhere extends Histogram {
  constructor(private readonly kept: ReadHistogram) {
    super({ name: kept.name, help: kept.help, labelNames: [...(kept.labelNames ?? [])], registers: [] });
  }

  /** What a registry asks each metric that has it. */
  async getForPromString(): Promise<object> {
    const { name, help, read } = this.kept;
    const values = read().flatMap(([labels, distribution]) => samplesOf(name, labels, distribution));
    return { name, help, type: 'histogram', aggregator: 'sum', values };
  }
}

interface Sample {
  readonly metricName: string;
  readonly labels: Labels;
  readonly value: number;
}

function samplesOf(name: string, labels: Labels, { bounds, cumulative, count, sum }: Distribution): readonly Sample[] {
  const bucket = (le: string, value: number): Sample => ({ metricName: `${name}_bucket`, labels: { le, ...labels }, value });
  return [
    ...cumulative.map((value, at) => bucket(String(bounds[at]), value)),
    bucket('+Inf', count),
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
