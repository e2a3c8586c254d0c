import { CannotJoin, Transaction } from '@castellan/data';
import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { QueryRunner } from 'typeorm';
import { startNode } from '../../support/stores/nodes.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';

const HOST_PATH = '"$user", public';
const { BOOL, INT8, INT4, DATE, TIMESTAMPTZ, NUMERIC, JSONB } = pg.types.builtins;
const CHANGED = [BOOL, INT8, INT4, DATE, TIMESTAMPTZ, NUMERIC, JSONB] as const;

/** Those alone: the driver has time-outs of its own. */
const fakeIntervals = (): void => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout', 'Date'] });
};

const onPostgres = process.env['DATABASE_URL'] ? describe : describe.skip;

onPostgres('two installations and a host in one transaction', () => {
  let database: ThrowawayDatabase;
  let nodes: readonly INestApplicationContext[];
  let host: DataSource;
  let a: Transaction;
  let b: Transaction;
  let runner: QueryRunner;
  const usual = CHANGED.map((oid) => [oid, pg.types.getTypeParser(oid) as (text: string) => unknown] as const);

  beforeAll(async () => {
    // a host that reads its rows in a way of its own, by the one registry of `pg` in the process
    for (const oid of CHANGED) pg.types.setTypeParser(oid, (text: string) => `the host's ${text}`);
    database = (await throwawayDatabase())!;
    host = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    const start = (schema: string) => startNode({ database: { kind: 'host', dataSource: host }, schema, redisUrl: null, tables: [] });
    nodes = [await start('a'), await start('b')];
    [a, b] = nodes.map((node) => node.get(Transaction)) as [Transaction, Transaction];
    for (const one of [a, b]) await one.query('CREATE TABLE note (text text)');
  });
  afterAll(async () => {
    for (const [oid, parse] of usual) pg.types.setTypeParser(oid, parse);
    await host.destroy();
    for (const node of nodes) await node.close();
    await database.drop();
  });
  beforeEach(async () => {
    runner = host.createQueryRunner();
    await runner.startTransaction();
  });
  afterEach(() => runner.release());

  const note = (one: Transaction, text: string) => one.query('INSERT INTO note VALUES ($1)', [text]);
  const notes = async (one: Transaction): Promise<readonly string[]> =>
    (await one.query<{ text: string }>('SELECT text FROM note ORDER BY text')).map(({ text }) => text);
  const path = async (): Promise<string> => {
    const [row] = (await runner.query('SHOW search_path')) as [{ search_path: string }]; // TypeORM says any
    return row.search_path;
  };

  it('have their own search paths, one work inside of the other', async () => {
    const paths: string[] = [];
    await a.join(runner, async () => {
      await note(a, 'a1');
      await b.join(runner, async () => {
        await note(b, 'b1');
        await note(a, 'a2');
        paths.push(await path());
        await note(a, 'a3');
        await note(b, 'b2');
      });
      await note(a, 'a4');
    });
    paths.push(await path());
    await runner.commitTransaction();

    expect([await notes(a), await notes(b)]).toEqual([
      ['a1', 'a2', 'a3', 'a4'],
      ['b1', 'b2'],
    ]);
    expect(paths).toEqual([HOST_PATH, HOST_PATH]);
  });

  it('fall together, when one work fails around the other', async () => {
    const told: string[] = [];
    const given = a.join(runner, async () => {
      await b.join(runner, async () => {
        await note(b, 'lost');
        b.afterCommit(() => void told.push('committed'));
        b.afterRollback(() => void told.push('rolled back'));
      });
      throw new Error('the work failed');
    });
    await expect(given).rejects.toThrow('the work failed');
    expect(await path()).toBe(HOST_PATH);
    await runner.commitTransaction();

    expect([told, await notes(b)]).toEqual([['rolled back'], ['b1', 'b2']]);
  });

  it('read what they ask for as ever, however the host has `pg` read its own', async () => {
    const sql = `SELECT true AS bool, 7::int8 AS int8, 7 AS int4, '2026-01-02 03:04Z'::timestamptz AS at, 1.5::numeric AS numeric,
      '{"a":1}'::jsonb AS json, ARRAY[1, 2] AS list`;
    const usually = [{ bool: true, int8: '7', int4: 7, at: new Date('2026-01-02T03:04Z'), numeric: '1.5', json: { a: 1 }, list: [1, 2] }];
    const read = async (): Promise<readonly unknown[]> => [await a.query(sql), await a.manager.query(sql)];

    expect(await read()).toEqual([usually, usually]);
    expect(await a.run(read)).toEqual([usually, usually]);
    expect(await a.join(runner, read)).toEqual([usually, usually]);
    expect(await runner.query('SELECT 7 AS int4')).toEqual([{ int4: "the host's 7" }]);
  });

  it.each([
    ['a statement', () => runner.query('SELECT 1')],
    ['another work', () => a.join(runner, async () => {})],
  ] as const)('do not wait for ever for %s that lost the context of the work', async (_what, send) => {
    fakeIntervals();
    try {
      let begin!: () => void;
      const begun = new Promise<void>((resolve) => (begin = resolve));
      const batched = begun.then(send); // sent by a batch that was made outside of the work
      const given = a.join(runner, async () => {
        await note(a, 'lost');
        begin();
        await batched;
      });
      const refused = expect(given).rejects.toThrow(/lost the async context/);
      await begun;
      await jest.advanceTimersByTimeAsync(10_000);
      await refused;
      await expect(given).rejects.toBeInstanceOf(CannotJoin);
    } finally {
      jest.useRealTimers();
    }
    expect(await runner.query("SELECT text FROM a.note WHERE text = 'lost'")).toEqual([]);
  });

  it('wait for work that goes on, however long it takes', async () => {
    fakeIntervals();
    try {
      let begin!: () => void;
      const begun = new Promise<void>((resolve) => (begin = resolve));
      const besides = begun.then(() => runner.query('SELECT 1 AS one'));
      await a.join(runner, async () => {
        begin();
        await begun;
        for (let i = 0; i < 3; i += 1) {
          await note(a, 'long');
          await jest.advanceTimersByTimeAsync(10_000);
        }
      });
      expect(await besides).toEqual([{ one: expect.anything() as unknown }]);
    } finally {
      jest.useRealTimers();
    }
  });
});
