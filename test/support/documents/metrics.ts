import { Page } from './page.js';

/** The metrics that docs/reference/metrics.md names, each with its labels. */
export function documentedMetrics(): ReadonlyMap<string, readonly string[]> {
  const rows = new Page('docs/reference/metrics.md').codeInTables();
  return new Map(rows.map(([[name = ''] = [], labels = []]) => [name, labels]));
}

/** Each metric on a page in the text format of Prometheus, with the labels of its series; `le` is the format's. */
export function toldMetrics(page: string): ReadonlyMap<string, readonly string[]> {
  const told = new Map<string, readonly string[]>();
  for (const [, name] of page.matchAll(/^# TYPE (\w+) /gm)) {
    const series = new RegExp(`^${name}(?:_bucket|_sum|_count)?\\{(.*)\\} `, 'm').exec(page)?.[1] ?? '';
    const labels = [...series.matchAll(/(\w+)="/g)].map(([, label]) => label!).filter((label) => label !== 'le');
    told.set(name!, labels);
  }
  return told;
}
