// Migrates an empty database and asks TypeORM what the entities would still change. Anything is a migration that was forgotten; so is a
// lib with tables that the composition does not hand over.
import 'reflect-metadata';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CASTELLAN_TABLES } from '@castellan/composition/tables';
import { makeDataSource, migrate } from '@castellan/data';
import type { Tables } from '@castellan/data';

const LIBS = join(import.meta.dirname, '../libs');

async function forgotten(): Promise<readonly string[]> {
  const files = readdirSync(LIBS).map((lib) => join(LIBS, lib, 'src/tables.ts'));
  const modules = files.filter((file) => existsSync(file)).map((file) => import(pathToFileURL(file).href) as Promise<object>);
  const exported = (await Promise.all(modules)).flatMap((module) => Object.entries(module) as [string, Tables | readonly Tables[]][]);
  const handedOver: ReadonlySet<unknown> = new Set([...CASTELLAN_TABLES, CASTELLAN_TABLES]);
  return exported.filter(([, tables]) => !handedOver.has(tables)).map(([name]) => name);
}

const dataSource = await makeDataSource({ database: { kind: 'embedded', directory: null }, tables: CASTELLAN_TABLES });
await dataSource.initialize();
await migrate(dataSource);
const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
await dataSource.destroy();
const libs = await forgotten();

console.log(`${dataSource.entityMetadatas.length} entities, ${upQueries.length} changes that no migration makes`);
for (const { query } of upQueries) console.log(`${query};`);
for (const name of libs) console.log(`${name} is not handed over: it misses in libs/composition/src/tables.ts`);
process.exitCode = upQueries.length + libs.length === 0 ? 0 : 1;
