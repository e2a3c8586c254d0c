// How soon three nodes refuse a token whose session was ended at one of them.
//   npm run bench:revocation                  # 200 revocations at each node
//   npm run bench:revocation -- --rounds=1000
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Cluster } from '../support/cluster/cluster.js';
import { aHeldSession, revoke } from '../support/cluster/sessions.js';
import { aUser } from '../support/people/people.js';
import { Connection, request } from './connection.js';
import { quantile } from './rounds.js';
import { openStores } from './stores.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } });
const rounds = Number(values.rounds);
/** Sessions of one user that live at once are bounded, and so is how often one asks for itself. */
const REVOCATIONS_A_USER = 10;

const directory = mkdtempSync(join(tmpdir(), 'castellan-bench-'));
const stores = await openStores(directory);
const cluster = await Cluster.start(stores);
try {
  report(await measure());
} finally {
  await cluster.remove();
  await stores.stop();
  rmSync(directory, { recursive: true, force: true });
}

interface Latencies {
  readonly own: number[];
  readonly others: number[];
}

async function measure(): Promise<Latencies> {
  const found: Latencies = { own: [], others: [] };
  const connections = await Promise.all(cluster.nodes.map(({ port }) => Connection.open(port)));
  let person = await aUser(cluster, { verified: false });
  for (let turn = 0; turn < rounds * cluster.nodes.length; turn += 1) {
    if (turn % REVOCATIONS_A_USER === 0) person = await aUser(cluster, { verified: false });
    const session = await aHeldSession(cluster, person);
    const asking = request('GET', '/api/auth/me/', session.bearer);
    const at = turn % cluster.nodes.length;
    await revoke(cluster.node(at), session);
    const since = performance.now();
    const latencies = await Promise.all(connections.map((connection) => untilRefused(connection, asking, since)));
    latencies.forEach((ms, node) => (node === at ? found.own : found.others).push(ms));
  }
  for (const connection of connections) connection.close();
  return found;
}

/** Asks without a pause: ms from the answer that told of the revocation to the answer that refuses. */
async function untilRefused(connection: Connection, asking: string, since: number): Promise<number> {
  for (;;) {
    const isRefused = await connection.send(asking).then(
      () => false,
      (error: unknown) => String(error).includes('401'),
    );
    if (isRefused) return performance.now() - since;
  }
}

function report({ own, others }: Latencies): void {
  console.log('| refused by | revocations | p50 ms | p99 ms | longest ms | aim |\n| --- | --- | --- | --- | --- | --- |');
  for (const [name, latencies, aim] of [
    ['the node itself', own, 'the next request'],
    ['another node', others, 'p50 ≤ 50, p99 ≤ 100'],
  ] as const) {
    const [p50, p99, longest] = [0.5, 0.99, 1].map((part) => quantile(latencies, part).toFixed(1));
    console.log(`| ${name} | ${latencies.length} | ${p50} | ${p99} | ${longest} | ${aim} |`);
  }
}
