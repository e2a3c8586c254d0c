// Makes an embedded database: make-template.ts <directory> [migrate]
import 'reflect-metadata';
import { makeDataSource, migrate } from '@castellan/data';

const [directory, what] = process.argv.slice(2);
if (!directory) throw new Error('Name the directory.');
const dataSource = await makeDataSource({ database: { kind: 'embedded', directory }, entities: [] });
await dataSource.initialize();
if (what === 'migrate') await migrate(dataSource);
await dataSource.destroy();
