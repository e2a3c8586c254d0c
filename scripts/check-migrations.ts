// Migrates an empty database and asks TypeORM what the entities would still change. Anything is a migration that was forgotten.
import 'reflect-metadata';
import { CASTELLAN_TABLES } from '@castellan/castellan/tables';
import { makeDataSource, migrate } from '@castellan/data';

const dataSource = await makeDataSource({ database: { kind: 'embedded', directory: null }, entities: CASTELLAN_TABLES });
await dataSource.initialize();
await migrate(dataSource);
const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
await dataSource.destroy();

console.log(`${CASTELLAN_TABLES.length} entities, ${upQueries.length} changes that no migration makes`);
for (const { query } of upQueries) console.log(`${query};`);
process.exitCode = upQueries.length === 0 ? 0 : 1;
