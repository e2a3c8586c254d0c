import { randomUUID } from 'node:crypto';
import { CASTELLAN_TABLES } from '@castellan/composition/tables';
import { PanelApplicationModule } from '@castellan/composition';
import type { Configuration } from '@castellan/config';
import { makeDataSource, migrate } from '@castellan/data';
import { NestFactory } from '@nestjs/core';
import { TestApp } from '../../support/app/test-app.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

const APIS = 3;
const PANELS = 3;
const ROUNDS = 2;

/** What a start holds, to be let go. */
interface Started {
  close(): Promise<void>;
}

onServers('an empty database', () => {
  // docs/operations/database.md#many-starts-at-once has the story
  it(`is prepared once, ${ROUNDS} times over, by ${APIS} APIs, ${PANELS} panels and castellan migrate that start at once`, async () => {
    const superuser = { SUPERUSER_EMAIL: 'root@example.com', SUPERUSER_PASSWORD: randomUUID() };
    const configuration = await aConfiguration();
    for (let round = 0; round < ROUNDS; round += 1) {
      const database = (await throwawayDatabase())!;
      const own: Configuration = { ...configuration, database: { kind: 'postgres', url: database.url } };
      const all: readonly Promise<Started>[] = [
        ...Array.from({ length: APIS }, () => TestApp.start({ DATABASE_URL: database.url, ...superuser })),
        ...Array.from({ length: PANELS }, () => panel(own)),
        migration(database.url),
      ];
      const starts = await Promise.allSettled(all);
      const apps = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
      const made: unknown[] = [];
      for (const sql of MADE) made.push(await (apps[0] as TestApp | undefined)?.sql(sql));
      for (const app of apps) await app.close();
      await database.drop();

      expect(starts.flatMap((start) => (start.status === 'rejected' ? [String(start.reason)] : []))).toEqual([]);
      expect(made).toEqual(MADE.map(() => [{ once: true }]));
    }
  });
});

const MADE = [
  'SELECT count(*) = 1 AS once FROM signing_keys',
  'SELECT count(*) = 1 AS once FROM users WHERE is_superuser',
  'SELECT count(*) > 0 AND count(*) = count(DISTINCT name) AS once FROM migrations',
  'SELECT count(*) > 0 AND count(*) = count(DISTINCT name) AS once FROM pgboss.queue',
  'SELECT count(*) = 1 AS once FROM pgboss.version',
];

/** As the apps have it. */
async function aConfiguration(): Promise<Configuration> {
  const app = await TestApp.start();
  const { configuration } = app;
  await app.close();
  return configuration;
}

const panel = (configuration: Configuration): Promise<Started> =>
  NestFactory.createApplicationContext(PanelApplicationModule.forRoot(configuration), { logger: false, abortOnError: false });

async function migration(url: string): Promise<Started> {
  const dataSource = await makeDataSource({ database: { kind: 'postgres', url }, schema: 'public', tables: CASTELLAN_TABLES });
  await dataSource.initialize();
  await migrate(dataSource).finally(() => dataSource.destroy());
  return { close: () => Promise.resolve() };
}
