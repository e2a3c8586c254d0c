// What the figures of registration sources cost at a million users, and which indexes they are read from.
//   npm run bench:sources
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SourceQuality } from '@castellan/accounts';
import { figureQuery, SourceFigures } from '@castellan/sources';
import type { FigureTexts } from '@castellan/sources';
import { loadConfiguration } from '@castellan/config';
import { Transaction } from '@castellan/data';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { CoreModule } from '@castellan/composition';
import { castellanEnvironment } from './castellan.js';
import { CLIENT_CORE, pinMyself } from './cores.js';
import { readsOf, timesOf } from './plans.js';
import { openStores } from './stores.js';

/** Three years of people, from a thousand sources of which few bring most. */
const PEOPLE = [
  `INSERT INTO users (email, date_joined, is_verified)
   SELECT 'p' || n || '@example.com', now() - n * interval '95 seconds', n % 10 > 0 FROM generate_series(1, 1000000) n`,
  `INSERT INTO registration_sources (url, created_at) SELECT 'https://s' || n || '.example.com/', now() FROM generate_series(1, 1000) n`,
  `INSERT INTO user_registration_sources (user_id, source_id, first_registration, created_at)
   SELECT u.id, s.id, true, u.date_joined FROM (SELECT id, date_joined, floor(1000 * power(random(), 4)) + 1 AS n FROM users) u
   JOIN (SELECT id, row_number() OVER () AS n FROM registration_sources) s USING (n)`,
  `INSERT INTO two_factor (user_id, secret, enabled_at, created_at) SELECT id, '', now(), now() FROM users WHERE random() < 0.2`,
  'VACUUM ANALYZE',
];
const MONTH = daysAgo(30);
const YEAR = daysAgo(365);
const FIGURES: readonly (readonly [name: 'top' | 'timeline' | 'quality', title: string, texts: FigureTexts])[] = [
  ['top', 'top 10, of all time', {}],
  ['top', 'top 10, 30 days', { since: MONTH }],
  ['top', 'top 100, a year', { since: YEAR, limit: '100' }],
  ['timeline', 'timeline of 10, 30 days', { since: MONTH }],
  ['timeline', 'timeline of 10, a year', { since: YEAR }],
  ['quality', 'quality of 10, 30 days', { since: MONTH }],
  ['quality', 'quality of 10, a year', { since: YEAR }],
];

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
  const figures = app.get(SourceFigures, { strict: false });
  const quality = app.get(SourceQuality, { strict: false });
  await insertPeople();
  console.log('| figures | median ms | longest ms | reads |\n| --- | --- | --- | --- |');
  for (const [name, title, texts] of FIGURES) {
    const ask = (): Promise<unknown> => (name === 'quality' ? quality.bySource(figureQuery(texts)) : figures[name](figureQuery(texts)));
    const times = await timesOf(ask);
    console.log(`| ${title} | ${times.join(' | ')} | ${[...(await readsOf(transaction, ask))].join(', ')} |`);
  }
  await app.close();
}

/** Beside the service, whose statements have a time limit. */
async function insertPeople(): Promise<void> {
  const client = new pg.Client({ connectionString: stores.databaseUrl });
  await client.connect();
  for (const sql of PEOPLE) await client.query(sql);
  await client.end();
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 24 * 3_600_000).toISOString();
}
