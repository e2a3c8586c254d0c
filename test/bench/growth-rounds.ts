import { Connection } from './connection.js';
import { DatabaseCounters } from './database-work.js';
import type { DatabaseWork } from './database-work.js';
import { growthWork } from './growth-work.js';
import type { MeasuredServer } from './measured-server.js';
import { median, quantile } from './rounds.js';

/** A service on a database of some size. */
export interface Side {
  readonly name: string;
  readonly server: MeasuredServer;
  readonly databaseUrl: string;
}

interface Measured {
  readonly database: DatabaseWork;
  readonly cpuMs: number;
  readonly medianMs: number;
}

type Figures = Map<string, Measured[]>;

/** The figures of both as a Markdown table, measured in turns, so that what disturbs the machine disturbs both alike. */
export async function growthTable(few: Side, many: Side, rounds: number, progress: (text: string) => void): Promise<string> {
  const figures = [new Map(), new Map()] as const satisfies readonly Figures[];
  for (let round = 1; round <= rounds; round += 1) {
    for (const [n, side] of [few, many].entries()) {
      progress(`round ${round} of ${rounds}: ${side.name}`);
      await measure(side, `r${Date.now()}-`, figures[n]!);
    }
  }
  return table(...figures);
}

async function measure({ server, databaseUrl }: Side, prefix: string, figures: Figures): Promise<void> {
  const connection = await Connection.open(server.port);
  const counters = await DatabaseCounters.open(databaseUrl);
  for (const { name, requests } of await growthWork(connection, prefix)) {
    let taken: Omit<Measured, 'database'> | undefined;
    const database = await counters.of(requests.length, async () => {
      taken = await timed(server, requests);
    });
    figures.set(name, [...(figures.get(name) ?? []), { database, ...taken! }]);
  }
  await counters.close();
  connection.close();
}

async function timed(server: MeasuredServer, requests: readonly (() => Promise<unknown>)[]): Promise<Omit<Measured, 'database'>> {
  const cpu = await server.cpuMs();
  const latencies: number[] = [];
  for (const ask of requests) {
    const begun = performance.now();
    await ask();
    latencies.push(performance.now() - begun);
  }
  return { cpuMs: ((await server.cpuMs()) - cpu) / requests.length, medianMs: quantile(latencies, 0.5) };
}

const HEAD = ['work', 'statements', 'database ms', 'of many', 'CPU ms', 'of many', 'median ms', 'of many', 'indexes', 'tables read whole'];

function table(few: Figures, many: Figures): string {
  const rows = [...many].map(([name, measured]) => {
    const [small, large] = [few.get(name)!, measured];
    const pair = (of: (one: Measured) => number, digits: number) => [small, large].map((all) => median(all.map(of)).toFixed(digits));
    const read = (of: (one: DatabaseWork) => readonly string[]) =>
      [...new Set(large.flatMap(({ database }) => of(database)))].sort().join(', ') || '–';
    return [
      name,
      median(large.map(({ database }) => database.statements)).toFixed(1),
      ...pair(({ database }) => database.ms, 2),
      ...pair(({ cpuMs }) => cpuMs, 2),
      ...pair(({ medianMs }) => medianMs, 1),
      read(({ indexes }) => indexes),
      read(({ wholeTables }) => wholeTables),
    ];
  });
  return [HEAD, HEAD.map(() => '---'), ...rows].map((line) => `| ${line.join(' | ')} |`).join('\n');
}
