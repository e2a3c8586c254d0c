import 'reflect-metadata';
import { CASTELLAN_TABLES } from '@castellan/composition/tables';
import { loadConfiguration } from '@castellan/config';
import { makeDataSource, migrate } from '@castellan/data';
import { explainInUse } from './in-use.js';

/** Migrates the configured database and gives the names of what ran. @throws ConfigurationError, Refusal when it is embedded and in use */
export async function runMigrations(): Promise<readonly string[]> {
  const { database, databaseSchema: schema } = loadConfiguration();
  const dataSource = await makeDataSource({ database, schema, tables: CASTELLAN_TABLES }).catch(explainInUse);
  await dataSource.initialize();
  try {
    return await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
