// Ten minutes of everything that people do, on three nodes behind haproxy: does memory, or anything else, grow?
//   npm run soak
//   SOAK=1h npm run soak
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from '../support/cluster/cluster.js';
import { underLoad } from '../support/cluster/load.js';
import { quantile } from './rounds.js';
import { GAUGES, sample, type Sample } from './soak-samples.js';
import { Visitors } from './soak-visitors.js';
import { openStores } from './stores.js';

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const [, count, unit] = /^(\d+)([smh])$/.exec(process.env['SOAK'] ?? '10m') ?? [];
if (!count || !unit) throw new Error('SOAK is a time, as 10m.');
const LENGTH_MS = Number(count) * UNITS[unit]!;
const EVERY_MS = Math.min(5_000, LENGTH_MS / 60);
const VISITORS = 6;
/** Caches fill and code is compiled in the beginning. */
const WARM_UP = 1 / 3;
/** What is flat may still differ by this part from the beginning to the end. */
const NOISE = 0.05;
/** What a cache remembers of a token, at most; caches are bounded, and are not full after some minutes. */
const MB_AN_ENTRY = 0.003;
const HOUR_MS = 3_600_000;

const directory = mkdtempSync(join(tmpdir(), 'castellan-soak-'));
const stores = await openStores(directory);
const cluster = await Cluster.start({ ...stores, environment: { BCRYPT_COST: '8' } });
try {
  await soak();
} finally {
  await cluster.remove();
  await stores.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function soak(): Promise<void> {
  const samples: Sample[] = [];
  const visitors = await Visitors.meet(cluster, VISITORS);
  const begun = performance.now();
  const load = await underLoad(
    VISITORS,
    (visitor) => visitors.visit(visitor),
    async () => {
      while (performance.now() - begun < LENGTH_MS) {
        await sleep(EVERY_MS);
        const taken = await sample(cluster, performance.now() - begun);
        samples.push(taken);
        if (process.env['SOAK_LOG']) appendFileSync(process.env['SOAK_LOG'], `${JSON.stringify(taken)}\n`);
      }
    },
  );
  console.log(`${load.done} visits in ${count}${unit}: ${visitors.told()}; ${load.failures.length} failed\n`);
  for (const failure of new Set(load.failures)) console.log(`  ${failure.slice(0, 300)}`);
  const isFlat = report(samples);
  process.exitCode = isFlat && load.failures.length === 0 ? 0 : 1;
}

function report(samples: readonly Sample[]): boolean {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP));
  console.log('| node | what | first | last | slope an hour | over the time | |\n| --- | --- | --- | --- | --- | --- | --- |');
  const verdicts = cluster.nodes.flatMap(({ name }, node) => {
    const trends = new Map(Object.keys(GAUGES).map((gauge) => [gauge, trendOf(warm, node, gauge)]));
    const remembered = trends.get('remembered')!.growth * MB_AN_ENTRY;
    return [...trends].map(([gauge, { first, last, slope, growth }]) => {
      const excused = gauge === 'rss' || gauge === 'heap' ? remembered : 0;
      const isFlat = gauge === 'remembered' || growth - excused <= Math.max(NOISE * first, 2);
      const cells = [first, last, slope * HOUR_MS, growth].map((value) => value.toFixed(1));
      const verdict = gauge === 'remembered' ? 'bounded' : isFlat ? 'flat' : '**grows**';
      console.log(`| ${name} | ${GAUGES[gauge]} | ${cells.join(' | ')} | ${verdict} |`);
      return isFlat;
    });
  });
  return verdicts.every(Boolean);
}

function trendOf(samples: readonly Sample[], node: number, gauge: string) {
  const points = floors(samples.map(({ atMs, nodes }) => ({ atMs, value: nodes[node]![gauge]! })));
  const [first, last] = [points[0]!, points.at(-1)!];
  const slope = slopeOf(points);
  return { first: first.value, last: last.value, slope, growth: slope * (last.atMs - first.atMs) };
}

interface Point {
  readonly atMs: number;
  readonly value: number;
}

/** The least of each tenth: what is above it is rubbish that is not collected yet. */
function floors(points: readonly Point[]): readonly Point[] {
  const size = Math.max(1, Math.ceil(points.length / 10));
  const parts = Array.from({ length: Math.ceil(points.length / size) }, (_, n) => points.slice(n * size, (n + 1) * size));
  return parts.map((part) => part.reduce((least, point) => (point.value < least.value ? point : least)));
}

/** By Theil and Sen: the median of the slopes between all pairs, which single outliers do not move. */
function slopeOf(points: readonly Point[]): number {
  const slopes = points.flatMap((a, n) => points.slice(n + 1).map((b) => (b.value - a.value) / (b.atMs - a.atMs)));
  return slopes.length === 0 ? 0 : quantile(slopes, 0.5);
}
