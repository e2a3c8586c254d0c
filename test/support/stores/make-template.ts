// Makes a database to be copied: make-template.ts <directory or URL of an empty database> [migrate]
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoreModule } from '@castellan/composition';
import { CASTELLAN_TABLES } from '@castellan/composition/tables';
import { loadConfiguration } from '@castellan/config';
import { DataModule, Jobs, makeDataSource, Transaction } from '@castellan/data';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

const [target, what] = process.argv.slice(2);
if (!target) throw new Error('Name the directory or the URL.');
const database = target.startsWith('postgres:')
  ? ({ kind: 'postgres', url: target } as const)
  : ({ kind: 'embedded', directory: target } as const);
await (what === 'migrate' ? makeTables() : makeEmpty());

async function makeEmpty(): Promise<void> {
  const dataSource = await makeDataSource({ database, tables: CASTELLAN_TABLES });
  await dataSource.initialize();
  await dataSource.destroy();
}

/** With the tables of the queue, which each start would make anew otherwise; and no row that a start writes. */
async function makeTables(): Promise<void> {
  const queues = await queuesOfTheService();
  @Module({ imports: [DataModule.forRoot({ database, redisUrl: null, tables: CASTELLAN_TABLES, beside: true })] })
  class Template {
    constructor(jobs: Jobs) {
      for (const queue of queues) jobs.handle(queue, {}, async () => {});
    }
  }
  const app = await NestFactory.createApplicationContext(Template, { logger: false, abortOnError: false });
  await app.close();
}

async function queuesOfTheService(): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-template-'));
  const configuration = loadConfiguration({
    NODE_ENV: 'test',
    DATA_DIR: directory,
    SECRET_KEY: 'a secret key for tests, of 32 bytes and more',
  });
  const app = await NestFactory.createApplicationContext(CoreModule.forRoot(configuration), { logger: false, abortOnError: false });
  const queues = await app
    .get(Transaction, { strict: false })
    .query<{ name: string }>(`SELECT name FROM pgboss.queue WHERE name NOT LIKE '\\_\\_%' AND name NOT LIKE '%.dead'`);
  await app.close();
  rmSync(directory, { recursive: true });
  return queues.map(({ name }) => name);
}
