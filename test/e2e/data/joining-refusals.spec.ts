import { Transaction } from '@castellan/data';
import type { HostQueryRunner } from '@castellan/data';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { startNode } from '../../support/stores/nodes.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';

const onPostgres = process.env['DATABASE_URL'] ? describe : describe.skip;

onPostgres('Transaction.join refuses', () => {
  let database: ThrowawayDatabase;
  let node: INestApplicationContext;
  let host: DataSource;
  let transaction: Transaction;

  beforeAll(async () => {
    database = (await throwawayDatabase())!;
    host = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    node = await startNode({ database: { kind: 'host', dataSource: host }, schema: 'auth', redisUrl: null, tables: [] });
    transaction = node.get(Transaction);
  });
  afterAll(async () => {
    await host.destroy();
    await node.close();
    await database.drop();
  });

  const refused = (runner: HostQueryRunner, why: RegExp): Promise<void> =>
    expect(transaction.join(runner, async () => {})).rejects.toThrow(why);

  it('a query runner without a transaction, or released', async () => {
    const runner = host.createQueryRunner();
    await refused(runner, /no open transaction/);
    await runner.release();
    await refused(runner, /released/);
  });

  it('one of another isolation, one that is read-only, one that failed', async () => {
    for (const [statement, why] of [
      ['SET TRANSACTION ISOLATION LEVEL SERIALIZABLE', /serializable/],
      ['SET TRANSACTION READ ONLY', /read-only/],
      ['SELECT 1 / 0', /aborted/],
    ] as const) {
      const runner = host.createQueryRunner();
      await runner.startTransaction();
      await runner.query(statement).catch(() => {});
      await refused(runner, why);
      await runner.rollbackTransaction();
      await runner.release();
    }
  });

  it('one inside of a transaction of its own', async () => {
    const runner = host.createQueryRunner();
    await runner.startTransaction();
    await transaction.run(() => refused(runner, /another transaction is open/));
    await runner.rollbackTransaction();
    await runner.release();
  });

  it('one of another database', async () => {
    const elsewhere = (await throwawayDatabase())!;
    const other = await new DataSource({ type: 'postgres', url: elsewhere.url }).initialize();
    const runner = other.createQueryRunner();
    await runner.startTransaction();
    await refused(runner, /another database/);
    await runner.rollbackTransaction();
    await runner.release();
    await other.destroy();
    await elsewhere.drop();
  });
});
