// Makes an embedded database: make-template.ts <directory> [migrate]
import 'reflect-metadata';
import { CASTELLAN_TABLES } from '@castellan/castellan/tables';
import { makeDataSource, migrate } from '@castellan/data';

const [directory, what] = process.argv.slice(2);
if (!directory) throw new Error('Name the directory.');
const dataSource = await makeDataSource({ database: { kind: 'embedded', directory }, tables: CASTELLAN_TABLES });
await dataSource.initialize();
if (what === 'migrate') await migrate(dataSource);
await dataSource.destroy();
