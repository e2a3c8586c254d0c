import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '@castellan/common';
import { type DataOptions, EphemeralStore } from '@castellan/data';
import pg from 'pg';
import { ServiceHome } from '../../support/service/home.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';
import { createDatabase, cut, startNode, until } from '../../support/stores/nodes.js';

const describeWithPostgres = process.env['DATABASE_URL'] ? describe : describe.skip;

describeWithPostgres('one node on PostgreSQL without Redis', () => {
  let database: ThrowawayDatabase;
  let options: DataOptions;

  beforeAll(async () => {
    database = await createDatabase();
    options = { database: { kind: 'postgres', url: database.url }, redisUrl: null, tables: [] };
  });
  afterAll(() => database.drop());

  it('refuses a second process, says why, and lets it in when the first has gone', async () => {
    const first = await startNode(options);
    await expect(startNode(options)).rejects.toThrow(/without Redis only one.*REDIS_URL/s);
    await first.close();
    const second = await startNode(options);

    await second.close();
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'lets the next process in that is started right after %s, without waiting for the end of the first',
    async (signal) => {
      const home = await ServiceHome.create({ DATABASE_URL: database.url, REDIS_URL: '' });
      const first = await home.start();
      first.signal(signal);
      const second = home.launch();

      await expect(second.ready()).resolves.toBe(second);
      expect(first.isRunning).toBe(false);
      await home.remove();
    },
    60_000,
  );

  it('waits for a process that is still ending, no longer than it was told', async () => {
    const first = await startNode(options);
    const refused = startNode({ ...options, patienceMs: 500 });
    await expect(refused).rejects.toThrow('REDIS_URL');
    const second = startNode({ ...options, patienceMs: 10_000 });
    await sleep(300);
    await first.close();

    await (await second).close();
  });

  it('takes its lock back when the connection that held it was cut', async () => {
    const node = await startNode(options);
    await cut(node, 'castellan sole process');
    await sleep(500);

    await expect(startNode(options)).rejects.toThrow('REDIS_URL');
    await expect(node.get(EphemeralStore).ping()).resolves.toBeUndefined();
    await node.close();
  });

  it('is unavailable when another process took its place meanwhile', async () => {
    const node = await startNode(options);
    const thief = await createThief(database.url);
    await cut(node, 'castellan sole process');
    await thief.taken;
    await until(
      () =>
        node
          .get(EphemeralStore)
          .ping()
          .then(
            () => false,
            () => true,
          ),
      5_000,
    );

    await expect(node.get(EphemeralStore).increment('app-count:x', 1_000)).rejects.toBeInstanceOf(Unavailable);
    await thief.leave();
    await until(
      () =>
        node
          .get(EphemeralStore)
          .ping()
          .then(
            () => true,
            () => false,
          ),
      10_000,
    );
    await node.close();
  });
});

/** Waits in the server for the lock of the sole process, as no well-behaved process does. */
async function createThief(url: string): Promise<{ taken: Promise<unknown>; leave(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return { taken: client.query('SELECT pg_advisory_lock(7204110002)'), leave: () => client.end() };
}
