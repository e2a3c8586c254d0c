import { SystemClock } from '@castellan/common';
import { Logger } from '@nestjs/common';
import { Stores } from '../stores.js';
import { Joining } from './joining.js';

describe(Joining.name, () => {
  let stores: Stores;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    stores = await Stores.open({ database: { kind: 'embedded', directory: null }, redisUrl: null, tables: [] }, new SystemClock());
    await stores.transaction.query('CREATE TABLE note (text text)');
  });
  afterAll(() => stores.close());

  it.each([
    ['commitTransaction', { told: ['committed'], kept: 1 }],
    ['rollbackTransaction', { told: ['rolled back'], kept: 0 }],
    ['release', { told: ['rolled back'], kept: 0 }],
  ] as const)('works on the one connection of the embedded database, until %s', async (end, { told, kept }) => {
    const { transaction, dataSource } = stores;
    const heard: string[] = [];
    const runner = dataSource.createQueryRunner();
    await runner.startTransaction();
    await transaction.join(runner, async () => {
      transaction.afterCommit(() => void heard.push('committed'));
      transaction.afterRollback(() => void heard.push('rolled back'));
      await transaction.query('INSERT INTO note VALUES ($1)', [end]);
      await transaction.manager.query('UPDATE note SET text = $1 WHERE text = $1', [end]);
    });
    await runner[end]();
    await runner.release();

    expect(await transaction.query('SELECT text FROM note WHERE text = $1', [end])).toHaveLength(kept);
    expect(heard).toEqual(told);
  });
});
