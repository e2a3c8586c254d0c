// What the panel's first page and its list of users, and the lists of the management API cost at a million users and two million events, and which indexes they are read from.
//   npm run bench:dashboard
//   npm run bench:dashboard -- --events=10000000   # some minutes more
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FIGURE_PARTS, PanelFigures, PanelLists } from '@castellan/panel';
import { PERMISSIONS } from '@castellan/permissions';
import type { FigurePart, PanelList } from '@castellan/panel';
import { searchedName } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { loadConfiguration } from '@castellan/config';
import { Transaction } from '@castellan/data';
import type { ListFrom } from '@castellan/data';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { CoreModule } from '@castellan/composition';
import { castellanEnvironment } from './castellan.js';
import { CLIENT_CORE, pinMyself } from './cores.js';
import { fill } from './filling.js';
import { readsOf, timesOf } from './plans.js';
import { openStores } from './stores.js';

const { values } = parseArgs({ options: { events: { type: 'string', default: '2000000' } } });
const EVENTS = Number(values.events);
const NOBODY = '00000000-0000-4000-8000-000000000000';
const OPERATOR: Operator = {
  ...{ id: NOBODY, email: 'operator@example.com', isSuperuser: true, sessionId: NOBODY, permissions: PERMISSIONS },
  context: { ip: '127.0.0.1', userAgent: null, traceId: 'bench', actor: { kind: 'user', id: NOBODY } },
};
/** What a database owner may add by hand: see "Searching" in docs/benchmarks.md. */
const TRIGRAMS = [
  'CREATE EXTENSION pg_trgm',
  `CREATE INDEX users_trigram_idx ON users USING gin (email gin_trgm_ops, username_key gin_trgm_ops,
     (${searchedName("first_name || ' ' || last_name")}) gin_trgm_ops)`,
  'ANALYZE users',
];
const GROUP = [
  `INSERT INTO groups (name) VALUES ('Bench')`,
  `INSERT INTO user_groups (user_id, group_id) SELECT u.id, g.id FROM (SELECT id FROM users ORDER BY email LIMIT 1000) u, groups g WHERE g.name = 'Bench'`,
  'ANALYZE user_groups',
];
const ROUNDS = 5;
/** Of the address of the first user. */
const PART = 'c4ca4238a0b9';

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
  await timed(`a million users, ${EVENTS} events`, () => fill(stores.databaseUrl, { users: 1_000_000, events: EVENTS }));
  await execute(GROUP);
  await looks(app);
  await table('no other index', app, [...pages(app), ...searches(app)]);
  await table('management API', app, await slices(app));
  await timed('indexes of trigrams', () => execute(TRIGRAMS));
  await table('trigrams', app, searches(app));
  await app.close();
}

/** First with nothing kept and nothing read before, then with what is kept. */
async function looks(app: INestApplicationContext): Promise<void> {
  const figures = app.get(PanelFigures, { strict: false });
  const transaction = app.get(Transaction, { strict: false });
  console.log('\n| part | first look, ms | later looks, median ms | reads |\n| --- | --- | --- | --- |');
  for (const part of Object.keys(FIGURE_PARTS) as FigurePart[]) {
    const begun = performance.now();
    const reads = await readsOf(transaction, () => figures.of(OPERATOR, part));
    const first = performance.now() - begun;
    const [later] = await timesOf(() => figures.of(OPERATOR, part));
    console.log(`| ${part} | ${first.toFixed(0)} | ${later} | ${[...reads].filter(isOurs).join(', ')} |`);
  }
}

type Asked = readonly (readonly [name: string, ask: () => Promise<unknown>])[];

function pages(app: INestApplicationContext): Asked {
  const panel = app.get(PanelLists, { strict: false });
  const users = (filters: object, sort = {}) => panel.page(OPERATOR, 'users', { filters: { ...filters }, limit: 25, offset: 0, ...sort });
  return [
    ['users, the first page', () => users({})],
    ['users, counted to 10 000', () => panel.count(OPERATOR, 'users', {})],
    ['staff', () => users({ is_staff: 'true' })],
    ['by the last sign-in', () => users({}, { sortBy: 'last_login', direction: 'desc' })],
    ['by the last sign-in, longest ago first', () => users({}, { sortBy: 'last_login', direction: 'asc' })],
    ['signed in before a year ago', () => users({ last_login: { to: '2025-11-30' } })],
    ['login log, the first page', () => panel.page(OPERATOR, 'auth_events', { filters: {}, limit: 25, offset: 0 })],
  ];
}

/** Pages that begin at a row, each with its count, as the management API answers them. */
async function slices(app: INestApplicationContext): Promise<Asked> {
  const panel = app.get(PanelLists, { strict: false });
  const ask = (list: PanelList, filters: object, from: ListFrom, sort = {}): Promise<unknown> => {
    const request = { filters: { ...filters }, from, limit: 50, ...sort };
    return Promise.all([panel.slice(OPERATOR, list, request), panel.count(OPERATOR, list, request.filters)]);
  };
  const first: ListFrom = { way: 'after', position: null };
  const [user] = await app
    .get(Transaction, { strict: false })
    .query<{ value: string; key: string; email: string }>(
      'SELECT date_joined::text AS value, id::text AS key, email FROM users ORDER BY date_joined, id OFFSET 500000 LIMIT 1',
    );
  const middle: ListFrom = { way: 'after', position: user! };
  return [
    ['users, the first page', () => ask('users', {}, first)],
    ['users, the page in the middle', () => ask('users', {}, middle)],
    ['the one in front of it', () => ask('users', {}, { ...middle, way: 'before' })],
    ['the one in the middle, the oldest first', () => ask('users', {}, middle, { sortBy: 'date_joined', direction: 'asc' })],
    ['by address, exactly', () => ask('users', { exact_email: user!.email }, first)],
    ['disabled', () => ask('users', { is_active: 'false' }, first)],
    ['with a second factor, in the middle', () => ask('users', { two_factor: 'true' }, middle)],
    ['since a day', () => ask('users', { date_joined: { from: new Date(Date.now() - 86_400_000).toISOString() } }, first)],
    ['in a group of a thousand', () => ask('users', { group: 'Bench' }, first)],
    ['events, the first page', () => ask('auth_events', {}, first)],
    ['failed sign-ins', () => ask('auth_events', { event: 'login', status: 'failure' }, first)],
    ['events of one user', () => ask('auth_events', { user_id: user!.key }, first)],
  ];
}

/** The page and its count, as AdminJS asks for both. */
function searches(app: INestApplicationContext): Asked {
  const panel = app.get(PanelLists, { strict: false });
  const page = (search: string) => panel.page(OPERATOR, 'users', { filters: { search }, limit: 25, offset: 0 });
  const count = (search: string) => panel.count(OPERATOR, 'users', { search });
  return [
    ['the beginning of an e-mail that one has', () => page(PART)],
    ['the same, counted', () => count(PART)],
    ['a name that hundreds have', () => page('lovelace4242')],
    ['the beginning of a name that all have', () => page('love')],
    ['the same, counted', () => count('love')],
    ['both names, swapped', () => page('lovelace4242 ada242')],
    ['a beginning that nobody has', () => page('nobody-has-this')],
    ['`*` and a part of an e-mail that one has', () => page(`*${PART.slice(2)}`)],
    ['the same, counted', () => count(`*${PART.slice(2)}`)],
    ['`*` and a part of a name that hundreds have', () => page('*lace4242')],
    ['`*` and a part that nobody has', () => page('*nobody-has-this')],
  ];
}

async function table(title: string, app: INestApplicationContext, asked: Asked): Promise<void> {
  const transaction = app.get(Transaction, { strict: false });
  console.log(`\n| ${title} | median ms | longest ms | reads |\n| --- | --- | --- | --- |`);
  for (const [name, ask] of asked) {
    const times = await timesOf(ask, ROUNDS);
    console.log(`| ${name} | ${times.join(' | ')} | ${[...(await readsOf(transaction, ask))].filter(isOurs).join(', ')} |`);
  }
}

/** The tables of the queues are pg-boss's. */
function isOurs(read: string): boolean {
  return !/j[0-9a-f]{50}|all of queue/.test(read);
}

async function execute(statements: readonly string[]): Promise<void> {
  const client = await connected();
  for (const sql of statements) await client.query(sql);
  await client.end();
}

/** Beside the service, whose statements have a time limit. */
async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: stores.databaseUrl });
  await client.connect();
  return client;
}

async function timed(title: string, work: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  await work();
  console.log(`${title}: made in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}
