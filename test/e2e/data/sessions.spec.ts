import { DataModule, type DataOptions, RevocationBus, Transaction } from '@castellan/data';
import { ConsoleLogger, type INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { eventually } from '../../support/app/eventually.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

const describeWithPostgres = process.env['DATABASE_URL'] ? describe : describe.skip;

async function startNode(url: string): Promise<INestApplicationContext> {
  const options: DataOptions = { database: { kind: 'postgres', url }, redisUrl: null, tables: [] };
  const builder = Test.createTestingModule({ imports: [DataModule.forRoot(options)] });
  return (await builder.setLogger(new ConsoleLogger({ logLevels: [] })).compile()).init();
}

async function onServer(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

describeWithPostgres('sessions on PostgreSQL', () => {
  let database: ThrowawayDatabase;

  beforeEach(async () => {
    database = (await throwawayDatabase())!;
  });
  afterEach(() => database.drop());

  it('are set, whatever the defaults of the database are', async () => {
    const alter = `ALTER DATABASE ${nameOf(database.url)} SET`;
    await onServer(
      database.url,
      `${alter} default_transaction_isolation = 'serializable'`,
      `${alter} datestyle = 'German, DMY'`,
      `${alter} intervalstyle = 'sql_standard'`,
      `${alter} client_encoding = 'LATIN1'`,
      `${alter} timezone = 'Asia/Kathmandu'`,
      `${alter} idle_session_timeout = '200ms'`,
      `${alter} lock_timeout = '1ms'`,
    );
    const node = await startNode(database.url);
    const transaction = node.get(Transaction);
    const seen = await transaction.run(() =>
      transaction.query(`SELECT current_setting('transaction_isolation') AS isolation, TIMESTAMPTZ '2026-03-04 05:06:07Z' AS moment, 'é→✓' AS text,
        current_setting('lock_timeout') AS lock_timeout`),
    );
    await new Promise((resolve) => setTimeout(resolve, 600)); // as long as an idle session would have lived three times

    expect(seen).toEqual([{ isolation: 'read committed', moment: new Date('2026-03-04T05:06:07Z'), text: 'é→✓', lock_timeout: '0' }]);
    expect(node.get<RevocationBus>(RevocationBus as never).trusted).toBe(true);
    await node.close();
  });

  it.each(['SQL_ASCII', 'LATIN1'])('of a database in %s are refused, with the line to change', async (encoding) => {
    const name = `${nameOf(database.url)}_other`;
    await onServer(database.url, `CREATE DATABASE ${name} ENCODING '${encoding}' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`);
    const url = new URL(database.url);
    url.pathname = `/${name}`;

    await expect(startNode(url.href)).rejects.toThrow(new RegExp(`encoded in ${encoding}.*ENCODING 'UTF8'.*\n +set: DATABASE_URL=`));
    await onServer(database.url, `DROP DATABASE ${name}`);
  });

  it('of two that wait for each other both succeed (deadlock)', async () => {
    const node = await startNode(database.url);
    const transaction = node.get(Transaction);
    await transaction.query('CREATE TABLE entry AS SELECT 1 AS id, 0 AS hits UNION SELECT 2, 0');
    let waiting = 0;
    const hit = (order: readonly number[]): Promise<void> =>
      transaction.run(async () => {
        for (const id of order) {
          await transaction.query('UPDATE entry SET hits = hits + 1 WHERE id = $1', [id]);
          waiting += 1;
          await eventually(
            async () => waiting,
            (count) => count >= 2,
          );
        }
      });
    await Promise.all([hit([1, 2]), hit([2, 1])]);

    expect(await transaction.query('SELECT * FROM entry ORDER BY id')).toEqual([
      { id: 1, hits: 2 },
      { id: 2, hits: 2 },
    ]);
    await node.close();
  });

  it('are not trusted within a second when the listener has gone deaf, though its connection is alive', async () => {
    const node = await startNode(database.url);
    const bus = node.get<RevocationBus>(RevocationBus);
    const deafen = jest.spyOn(pg.Client.prototype, 'emit').mockImplementation(function (
      this: pg.Client,
      event: string | symbol,
      ...rest: unknown[]
    ) {
      return event === 'notification' ? true : Object.getPrototypeOf(pg.Client.prototype).emit.call(this, event, ...rest);
    });
    const deafAt = performance.now();
    await eventually(
      async () => bus.trusted,
      (trusted) => !trusted,
      2_000,
    );
    const noticedAfter = performance.now() - deafAt;
    deafen.mockRestore();

    expect(noticedAfter).toBeLessThan(1_000);
    await eventually(async () => bus.trusted, Boolean, 10_000);
    await node.close();
  });
});
