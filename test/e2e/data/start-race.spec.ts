import { randomUUID } from 'node:crypto';
import { TestApp } from '../../support/app/test-app.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

const PROCESSES = 5;

onServers('an empty database', () => {
  it(`is prepared once by ${PROCESSES} processes that start at once, and all of them start`, async () => {
    const database = (await throwawayDatabase())!;
    const superuser = { SUPERUSER_EMAIL: 'root@example.com', SUPERUSER_PASSWORD: randomUUID() };
    const starts = await Promise.allSettled(
      Array.from({ length: PROCESSES }, () => TestApp.start({ DATABASE_URL: database.url, ...superuser })),
    );
    const apps = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const count = (sql: string): Promise<unknown> | undefined => apps[0]?.sql(`SELECT count(*)::int AS count FROM ${sql}`);
    const made = [await count('signing_keys'), await count('users WHERE is_superuser')];
    await Promise.all(apps.map((app) => app.close()));
    await database.drop();

    expect(starts.flatMap((start) => (start.status === 'rejected' ? [String(start.reason)] : []))).toEqual([]);
    expect(made).toEqual([[{ count: 1 }], [{ count: 1 }]]);
  });
});
