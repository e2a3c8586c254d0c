// What a clean-up of a million expired rows costs those who sign in meanwhile.
//   npm run bench:cleanup
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { castellanEnvironment, startCastellan } from './castellan.js';
import { Connection } from './connection.js';
import { CLIENT_CORE, pinMyself } from './cores.js';
import type { MeasuredServer } from './measured-server.js';
import { signInRequest, signUpPeople } from './people.js';
import { quantile } from './rounds.js';
import { openStores } from './stores.js';
import type { Stores } from './stores.js';

const COMMAND = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'castellan', 'src', 'command.js');
const QUIET_SIGN_INS = 50;
const EXPIRED = [
  `INSERT INTO auth_events (created_at, event, status, ip) SELECT now() - interval '500 days', 'login', 'failure', '' FROM generate_series(1, 500000)`,
  `INSERT INTO sessions (id, user_id, transport, device_name, ip, version, aal, amr, auth_time, seed, created_at, last_used_at, expires_at,
     absolute_expires_at, ended_at, end_reason)
   SELECT gen_random_uuid(), (SELECT id FROM users LIMIT 1), 'bearer', '', '', 0, 1, '{pwd}', t, '\\x00', t, t, t, t, t, 'logout'
   FROM generate_series(1, 500000), (SELECT now() - interval '100 days' AS t) AS long_ago`,
  'ANALYZE',
];

pinMyself(CLIENT_CORE);
const directory = mkdtempSync(join(tmpdir(), 'castellan-bench-'));
const stores = await openStores(directory);
try {
  await bench(stores);
} finally {
  await stores.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function bench(stores: Stores): Promise<void> {
  const server = await startCastellan({ stores, directory, logLevel: 'silent', profiles: undefined });
  try {
    const connection = await Connection.open(server.port);
    const [person] = await signUpPeople([connection], 1);
    const email = person!.email;
    await insertExpired(stores);
    const quiet = await signIns(connection, email, (count) => count < QUIET_SIGN_INS);
    const cleanup = runCleanup(stores, server);
    const meanwhile = await signIns(connection, email, () => !cleanup.isOver);
    connection.close();
    report(quiet, meanwhile, await cleanup.seconds);
  } finally {
    await server.stop();
  }
}

async function insertExpired({ databaseUrl }: Stores): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const sql of EXPIRED) await client.query(sql);
  await client.end();
}

/** The command of the command line, beside the running service. */
function runCleanup(stores: Stores, { port }: MeasuredServer): { isOver: boolean; seconds: Promise<number> } {
  const begun = performance.now();
  const env = { ...castellanEnvironment({ stores, directory, logLevel: 'silent', port }), PATH: process.env['PATH'] };
  const running = promisify(execFile)(process.execPath, [COMMAND, 'cleanup'], { env });
  const run = { isOver: false, seconds: running.then(({ stdout }) => (console.log(stdout), (performance.now() - begun) / 1000)) };
  void running.finally(() => (run.isOver = true));
  return run;
}

async function signIns(connection: Connection, email: string, goesOn: (count: number) => boolean): Promise<readonly number[]> {
  const latencies: number[] = [];
  while (goesOn(latencies.length)) {
    const begun = performance.now();
    await connection.send(signInRequest(email));
    latencies.push(performance.now() - begun);
  }
  return latencies;
}

function report(quiet: readonly number[], meanwhile: readonly number[], seconds: number): void {
  console.log(`a million expired rows removed in ${seconds.toFixed(1)} s (start of the command included)\n`);
  console.log('| sign-in at bcrypt cost 10 | count | median ms | p99 ms | longest ms |\n| --- | --- | --- | --- | --- |');
  for (const [name, values] of [
    ['before', quiet],
    ['during the clean-up', meanwhile],
  ] as const) {
    const [median, p99, longest] = [0.5, 0.99, 1].map((at) => quantile(values, at).toFixed(0));
    console.log(`| ${name} | ${values.length} | ${median} | ${p99} | ${longest} |`);
  }
}
