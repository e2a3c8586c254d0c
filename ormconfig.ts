// The DataSource of the TypeORM command line: migration:run, migration:generate, schema:log. The applications make their own.
import 'reflect-metadata';
import { CASTELLAN_TABLES } from '@castellan/composition/tables';
import { loadConfiguration } from '@castellan/config';
import { makeDataSource } from '@castellan/data';

const { database, databaseSchema: schema } = loadConfiguration();

export default await makeDataSource({ database, schema, tables: CASTELLAN_TABLES });
