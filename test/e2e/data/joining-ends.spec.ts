import { CannotJoin, Transaction } from '@castellan/data';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { QueryRunner } from 'typeorm';
import { eventually } from '../../support/app/eventually.js';
import { startNode } from '../../support/stores/nodes.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';

const onPostgres = process.env['DATABASE_URL'] ? describe : describe.skip;

onPostgres('a transaction with joined work that the host ends, or half ends, its own way', () => {
  let database: ThrowawayDatabase;
  let node: INestApplicationContext;
  let host: DataSource;
  let transaction: Transaction;
  let told: string[];
  let runner: QueryRunner;

  beforeAll(async () => {
    database = (await throwawayDatabase())!;
    host = await new DataSource({ type: 'postgres', url: database.url, poolSize: 1 }).initialize();
    node = await startNode({ database: { kind: 'host', dataSource: host }, schema: 'auth', redisUrl: null, tables: [] });
    transaction = node.get(Transaction);
    await transaction.query('CREATE TABLE auth.note (text text)');
  });
  afterAll(async () => {
    await host.destroy();
    await node.close();
    await database.drop();
  });
  beforeEach(async () => {
    told = [];
    await transaction.query('DELETE FROM note');
    runner = host.createQueryRunner();
    await runner.startTransaction();
  });
  afterEach(() => runner.release());

  const note = (text: string) => transaction.query('INSERT INTO note VALUES ($1)', [text]);
  const notes = async (): Promise<readonly string[]> =>
    (await transaction.query<{ text: string }>('SELECT text FROM note ORDER BY text')).map(({ text }) => text);
  /** A use case that has something to do before the commit, as the audit log has. */
  const work = (name: string) => async (): Promise<void> => {
    await note(name);
    transaction.beforeCommit(() => note(`${name} audited`).then(() => {}));
    transaction.afterCommit(() => void told.push(`${name} committed`));
    transaction.afterRollback(() => void told.push(`${name} rolled back`));
  };
  /** The next who borrows the one connection of the host's pool. */
  const next = (): Promise<unknown> => host.query('SELECT 1 AS one');

  describe('a nested transaction of the host inside of the work', () => {
    it("is refused, and the transaction is the host's to commit as before", async () => {
      await transaction.join(runner, async () => {
        await work('kept')();
        await expect(runner.manager.transaction(async () => {})).rejects.toBeInstanceOf(CannotJoin);
        await expect(runner.query('SAVEPOINT mine')).rejects.toBeInstanceOf(CannotJoin);
      });
      await runner.manager.transaction((manager) => manager.query('SELECT 1'));
      await runner.commitTransaction();

      expect([await notes(), told]).toEqual([['kept', 'kept audited'], ['kept committed']]);
    });

    it('that is left open is refused, and the next borrower gets a sound connection', async () => {
      const given = transaction.join(runner, async () => {
        await work('lost')();
        await runner.startTransaction();
      });
      await expect(given).rejects.toBeInstanceOf(CannotJoin);
      await runner.release();

      expect([await next(), await notes(), told]).toEqual([[{ one: 1 }], [], ['lost rolled back']]);
    });
  });

  it('is given back to no pool open, however badly its savepoints stand', async () => {
    await transaction.join(runner, work('lost'));
    await runner.startTransaction();
    await runner.query('RELEASE SAVEPOINT typeorm_1'); // TypeORM counts it still
    await expect(runner.commitTransaction()).rejects.toMatchObject({ code: '3B001' });
    await runner.release();

    expect([await next(), await notes(), told]).toEqual([[{ one: 1 }], [], ['lost rolled back']]);
  });

  it('is given back to no pool with a connection that broke', async () => {
    await transaction.join(runner, work('lost'));
    const [{ pid }] = (await runner.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }]; // TypeORM says any
    await transaction.query('SELECT pg_terminate_backend($1)', [pid]);
    await expect(runner.commitTransaction()).rejects.toThrow();
    await runner.release();

    expect([await next(), await notes(), told]).toEqual([[{ one: 1 }], [], ['lost rolled back']]);
  });

  it('has what was undone to a savepoint by SQL taken for undone, and the rest not', async () => {
    await transaction.join(runner, work('first'));
    await runner.query('SAVEPOINT mine');
    await transaction.join(runner, work('second'));
    await runner.query('ROLLBACK TO SAVEPOINT mine');
    await transaction.join(runner, work('third'));
    await runner.query('SAVEPOINT other');
    await transaction.join(runner, work('fourth'));
    await runner.query('RELEASE SAVEPOINT other');
    await runner.query('SAVEPOINT last');
    await transaction.join(runner, work('fifth'));
    await runner.query('ROLLBACK TO last');
    await runner.commitTransaction();

    expect(await notes()).toEqual(['first', 'first audited', 'fourth', 'fourth audited', 'third', 'third audited']);
    expect(told).toEqual(['first committed', 'second rolled back', 'third committed', 'fourth committed', 'fifth rolled back']);
  });

  it.each(['/* x */ COMMIT', '-- x\nCOMMIT', 'SELECT 1; COMMIT', ';COMMIT'])('is not ended by %j', async (sql) => {
    await transaction.join(runner, work('kept'));
    await expect(runner.query(sql)).rejects.toBeInstanceOf(CannotJoin);
    await runner.commitTransaction();

    expect([await notes(), told]).toEqual([['kept', 'kept audited'], ['kept committed']]);
  });

  describe.each(['COMMIT', 'COMMIT AND CHAIN'])('whose end came past the query runner, by %s,', (sql) => {
    beforeEach(async () => {
      await transaction.join(runner, work('kept'));
      await ((await runner.connect()) as { query(sql: string): Promise<unknown> }).query(sql); // TypeORM says any
    });
    const expectWhatIsTrue = async (): Promise<void> => {
      await eventually(notes, (all) => all.length > 1);
      expect(await notes()).toEqual(['kept', 'kept audited']);
      expect(told).toEqual(['kept committed']);
    };

    it('is found out at the commit', async () => {
      await expect(runner.commitTransaction()).rejects.toBeInstanceOf(CannotJoin);
      await expectWhatIsTrue();
    });

    it('is found out at the rollback', async () => {
      await runner.rollbackTransaction();
      await expectWhatIsTrue();
    });

    it('is found out by the next work', async () => {
      await expect(transaction.join(runner, work('late'))).rejects.toBeInstanceOf(CannotJoin);
      await expectWhatIsTrue();
    });
  });

  it('that was committed, though a subscriber of the host made an error of it, is taken for committed', async () => {
    const subscriber = { afterTransactionCommit: () => Promise.reject(new Error('the subscriber failed')) };
    host.subscribers.push(subscriber);
    try {
      await transaction.join(runner, work('kept'));
      await expect(runner.commitTransaction()).rejects.toThrow('the subscriber failed');
      await runner.release();
    } finally {
      host.subscribers.splice(host.subscribers.indexOf(subscriber), 1);
    }

    expect([await notes(), told]).toEqual([['kept', 'kept audited'], ['kept committed']]);
  });
});
