// Migrates an empty database and asks TypeORM what the entities would still change. Anything is a migration that was forgotten.
import 'reflect-metadata';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeDataSource, migrate } from '@castellan/data';

const LIBS = join(import.meta.dirname, '../libs');

async function tables(): Promise<(new () => object)[]> {
  const files = readdirSync(LIBS).map((lib) => join(LIBS, lib, 'src/tables.ts'));
  const modules = await Promise.all(
    files.filter((file) => existsSync(file)).map((file) => import(pathToFileURL(file).href) as Promise<object>),
  );
  return modules.flatMap((exported) => Object.values(exported).flat() as (new () => object)[]);
}

const entities = await tables();
const dataSource = await makeDataSource({ database: { kind: 'embedded', directory: null }, entities });
await dataSource.initialize();
await migrate(dataSource);
const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
await dataSource.destroy();

console.log(`${entities.length} entities, ${upQueries.length} changes that no migration makes`);
for (const { query } of upQueries) console.log(`${query};`);
process.exitCode = upQueries.length === 0 ? 0 : 1;
