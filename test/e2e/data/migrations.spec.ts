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

class Sound1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE sound (id int)');
  }

  async down(): Promise<void> {}
}

class Broken1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE half (id int)');
    await runner.query('CREATE TABLE half (id int)');
  }

  async down(): Promise<void> {}
}

describeWithServer(migrate.name, () => {
  it('takes longer than a statement of a request may', async () => {
    const database = await throwawayDatabase();
    const tables = [{ entities: [], migrations: [Slow1700000000000] }];
    const dataSource = await makeDataSource({ database: { kind: 'postgres', url: database!.url }, tables });
    dataSource.setOptions({ extra: { ...(dataSource.options as { extra?: object }).extra, query_timeout: LIMIT_MS }, poolSize: 1 });
    await dataSource.initialize();

    await expect(migrate(dataSource)).resolves.toEqual([Slow1700000000000.name]);

    expect(await dataSource.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '10s' }]);
    await expect(dataSource.query('SELECT pg_sleep(0.5)')).rejects.toThrow(/timeout/);
    await dataSource.destroy();
    await database?.drop();
  });
});

describe('a migration that fails', () => {
  it('leaves nothing of itself, keeps those before it, and runs again at the next start', async () => {
    // handed over by two libs, the later one first
    const libs = [Broken1700000000002, Sound1700000000001].map((migration) => ({ entities: [], migrations: [migration] }));
    const dataSource = await makeDataSource({ database: { kind: 'embedded', directory: null }, tables: libs });
    await dataSource.initialize();
    const told = jest.spyOn(console, 'log').mockImplementation(); // TypeORM tells it there
    const made = (): Promise<unknown> => dataSource.query(`SELECT to_regclass('sound') AS sound, to_regclass('half') AS half`);

    for (const _start of [1, 2]) await expect(migrate(dataSource)).rejects.toThrow(/already exists/);

    told.mockRestore();
    expect(await made()).toEqual([{ sound: 'sound', half: null }]);
    expect(await dataSource.query('SELECT name FROM migrations')).toEqual([{ name: Sound1700000000001.name }]);
    await dataSource.destroy();
  });
});
