// What the same work costs at ten thousand users and at a million of them with ten million events.
//   npm run bench:growth                                        # twenty minutes, and 6 GB of disk
//   npm run bench:growth -- --users=100000 --events=1000000     # the larger of the two sizes
//   npm run bench:growth -- --rounds=5                          # steadier medians
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { throwawayDatabase } from '../support/stores/throwaway-database.js';
import { startCastellan } from './castellan.js';
import { CLIENT_CORE, pinMyself } from './cores.js';
import { fill } from './filling.js';
import type { Size } from './filling.js';
import { growthTable } from './growth-rounds.js';
import type { Side } from './growth-rounds.js';
import { openStores } from './stores.js';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '1000000' },
    events: { type: 'string', default: '10000000' },
    rounds: { type: 'string', default: '3' },
  },
});
const FEW: Size = { users: 10_000, events: 100_000 };
const MANY: Size = { users: Number(values.users), events: Number(values.events) };

pinMyself(CLIENT_CORE);
const directory = mkdtempSync(join(tmpdir(), 'castellan-bench-'));
const stores = await openStores(directory, ['shared_preload_libraries=pg_stat_statements']);
const open: (() => Promise<void>)[] = [];
try {
  const [few, many] = [await sideOf(FEW), await sideOf(MANY)];
  console.log(await growthTable(few, many, Number(values.rounds), progress));
} finally {
  for (const close of open.reverse()) await close();
  await stores.stop();
  rmSync(directory, { recursive: true, force: true });
}

/** The built service over HTTP, on a database of its own with that many rows. */
async function sideOf(size: Size): Promise<Side> {
  const name = `${size.users} users, ${size.events} events`;
  const database = (await throwawayDatabase('nothing', stores.databaseUrl))!;
  open.push(() => database.drop());
  const server = await startCastellan({
    stores: { ...stores, databaseUrl: database.url },
    directory,
    logLevel: 'silent',
    profiles: undefined,
  });
  open.push(() => server.stop());
  const begun = performance.now();
  await fill(database.url, size);
  progress(`${name}: made in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  return { name, server, databaseUrl: database.url };
}

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}
