import { makeDataSource, migrate } from '@castellan/data';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';

const describeWithServer = process.env['DATABASE_URL'] ? describe : describe.skip;
const LIMIT_MS = 200;

/** As on a table of millions. */
class Slow1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('SELECT pg_sleep(0.5)');
  }

  async down(): Promise<void> {}
}

describeWithServer(migrate.name, () => {
  it('takes longer than a statement of a request may', async () => {
    const database = await throwawayDatabase();
    const dataSource = await makeDataSource({ database: { kind: 'postgres', url: database!.url }, entities: [] });
    dataSource.setOptions({
      migrations: [Slow1700000000000],
      extra: { ...(dataSource.options as { extra?: object }).extra, query_timeout: LIMIT_MS },
      poolSize: 1,
    });
    await dataSource.initialize();

    await expect(migrate(dataSource)).resolves.toEqual([Slow1700000000000.name]);

    expect(await dataSource.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '10s' }]);
    await expect(dataSource.query('SELECT pg_sleep(0.5)')).rejects.toThrow(/timeout/);
    await dataSource.destroy();
    await database?.drop();
  });
});
