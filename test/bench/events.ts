// What looking through the history of attempts costs, and which indexes it is read from.
//   npm run bench:events                      # 200 000 events
//   npm run bench:events -- --rows=10000000   # ten million: some minutes, and 6 GB of disk
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfiguration } from '@castellan/config';
import { Transaction } from '@castellan/data';
import { AuthEvents, INCIDENT_THRESHOLDS, SecurityIncidents, UserHistory } from '@castellan/log';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { CoreModule } from '@castellan/composition';
import { castellanEnvironment } from './castellan.js';
import { CLIENT_CORE, pinMyself } from './cores.js';
import { readsOf, timesOf } from './plans.js';
import { openStores } from './stores.js';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '200000' } } });
const ROWS = Number(values.rows);
const DAY_MS = 24 * 3_600_000;
/** Of 400 days, one in four failed, by 50 000 users; one of them, and one address, has a hundredth of all. A rare event fails never. */
const EVENTS = `INSERT INTO auth_events (created_at, event, status, reason, user_id, identifier, ip, user_agent, session_id)
  SELECT now() - n * (interval '400 days' / $1), CASE WHEN n % 1000 = 0 THEN 'password_changed' WHEN n % 3 = 0 THEN 'logout' ELSE 'login' END,
    CASE WHEN n % 4 = 0 AND n % 1000 > 0 THEN 'failure' ELSE 'success' END, NULL,
    CASE WHEN n % 10 = 7 THEN NULL ELSE md5((CASE WHEN n % 100 = 0 THEN 0 ELSE n % 50000 END)::text)::uuid END, 'p' || n % 50000 || '@example.com',
    CASE WHEN n % 100 = 1 THEN '203.0.113.7' ELSE '10.' || n % 251 || '.' || n % 241 || '.7' END, 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', NULL
  FROM generate_series(1, $1) AS n`;
const BUSY_USER = 'cfcd2084-95d5-65ef-66e7-dff9f98764da'; // md5 of 0
const ADDRESS = '203.0.113.7';

pinMyself(CLIENT_CORE);
const directory = mkdtempSync(join(tmpdir(), 'castellan-bench-'));
const stores = await openStores(directory);
try {
  await bench();
} finally {
  await stores.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function bench(): Promise<void> {
  const configuration = loadConfiguration(castellanEnvironment({ stores, directory, logLevel: 'silent', port: 1 }));
  const app = await NestFactory.createApplicationContext(CoreModule.forRoot(configuration, { beside: true }), {
    logger: false,
    abortOnError: false,
  });
  const transaction = app.get(Transaction, { strict: false });
  await insertEvents();
  console.log(`\n| of ${ROWS} events | median ms | longest ms | reads |\n| --- | --- | --- | --- |`);
  for (const [title, ask] of questions(app)) {
    const times = await timesOf(ask);
    console.log(`| ${title} | ${times.join(' | ')} | ${[...(await readsOf(transaction, ask))].join(', ')} |`);
  }
  await deleteADay(app.get(AuthEvents, { strict: false }));
  await app.close();
}

/** Beside the service, whose statements have a time limit. */
async function insertEvents(): Promise<void> {
  const client = new pg.Client({ connectionString: stores.databaseUrl });
  await client.connect();
  const begun = performance.now();
  // ten million rows into six indexes take half an hour, the same indexes over ten million rows some minutes
  const indexes = await client.query<{ name: string; sql: string }>(
    `SELECT indexname AS name, indexdef AS sql FROM pg_indexes WHERE tablename = 'auth_events' AND indexname <> 'auth_events_pkey'`,
  );
  for (const { name } of indexes.rows) await client.query(`DROP INDEX ${name}`);
  await client.query(EVENTS.replaceAll('$1', String(ROWS)));
  for (const { sql } of indexes.rows) await client.query(sql);
  await client.query('VACUUM ANALYZE auth_events');
  const [{ size }] = (await client.query<{ size: string }>(`SELECT pg_size_pretty(pg_total_relation_size('auth_events')) AS size`))
    .rows as [{ size: string }];
  console.log(`${ROWS} events with their indexes are ${size}, made in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  await client.end();
}

function questions(app: INestApplicationContext): readonly (readonly [title: string, ask: () => Promise<unknown>])[] {
  const events = app.get(AuthEvents, { strict: false });
  const history = app.get(UserHistory, { strict: false });
  const incidents = app.get(SecurityIncidents, { strict: false });
  const [from, to] = [new Date(Date.now() - 210 * DAY_MS), new Date(Date.now() - 200 * DAY_MS)];
  const search = (what: object) => () => events.search({ limit: 50, ...what });
  return [
    ['activity/ of the busiest user', () => history.page(BUSY_USER, null, 20)],
    ['the newest', search({})],
    ['of a user', search({ userId: BUSY_USER })],
    ['of an address', search({ ip: ADDRESS })],
    ['failures', search({ status: 'failure' })],
    ['a rare event', search({ event: 'password_changed' })],
    ['a rare event that never failed, failed', search({ event: 'password_changed', status: 'failure' })],
    ['failed sign-ins of ten days, long ago', search({ event: 'login', status: 'failure', from, to })],
    ['failed sign-ins of a user', search({ userId: BUSY_USER, event: 'login', status: 'failure' })],
    ['incidents, every minute', () => incidents.detect(INCIDENT_THRESHOLDS, () => Promise.resolve())],
  ];
}

/** What the clean-up does each night. */
async function deleteADay(events: AuthEvents): Promise<void> {
  const begun = performance.now();
  const deleted = await events.deleteBefore(new Date(Date.now() - 399 * DAY_MS));
  console.log(`\nthe oldest day, ${deleted} events, deleted in ${((performance.now() - begun) / 1000).toFixed(2)} s`);
}
