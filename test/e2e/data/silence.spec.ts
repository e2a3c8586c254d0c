import { isStoreAway, RevocationBus, Transaction } from '@castellan/data';
import type { INestApplicationContext } from '@nestjs/common';
import { within } from '../../support/app/eventually.js';
import { type Network, startNetwork } from '../../support/stores/network.js';
import { createDatabase, startNode, until } from '../../support/stores/nodes.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';

const describeWithServers = process.env['DATABASE_URL'] ? describe : describe.skip;

/** Callers hear of it within this time (docs/operations/scaling.md); with room for a busy machine, and far from the time-outs of `pg`. */
const TOLD_WITHIN_MS = 5_000;
const BACK_WITHIN_MS = 10_000;
/** More than the pool has connections: some wait for one. */
const WAITING = 15;

describeWithServers('a network to PostgreSQL that goes silent', () => {
  let database: ThrowawayDatabase;
  let network: Network;
  let node: INestApplicationContext;
  let transaction: Transaction;

  beforeAll(async () => {
    database = await createDatabase();
    network = await startNetwork(database.url);
    node = await startNode({ database: { kind: 'postgres', url: network.url }, redisUrl: null, tables: [] });
    transaction = node.get(Transaction);
    await transaction.query('CREATE TABLE written (id integer PRIMARY KEY)');
  }, 60_000);
  afterAll(async () => {
    network.speak();
    await node.close();
    network.close();
    await database.drop();
  });

  const write = (id: number): Promise<unknown> => transaction.query('INSERT INTO written VALUES ($1)', [id]);
  const failure = (work: Promise<unknown>): Promise<unknown> =>
    within(
      TOLD_WITHIN_MS,
      work.then(
        () => 'no failure',
        (error: unknown) => error,
      ),
    );

  it('leaves a statement that takes longer than any silence alone', async () => {
    const rows = transaction.query<{ slept: boolean }>('SELECT pg_sleep(4) IS NOT NULL AS slept');
    await Promise.all(Array.from({ length: 9 }, () => transaction.query('SELECT pg_sleep(3)')));

    expect(await rows).toEqual([{ slept: true }]);
  }, 20_000);

  it('gives up all that waits for it, in line for a connection too, and refuses at once what comes', async () => {
    await write(0);
    network.beSilent();
    const failures = await Promise.all(Array.from({ length: WAITING }, (_, n) => failure(write(n + 1))));
    expect(failures.map((error) => isStoreAway(error))).toEqual(Array<boolean>(WAITING).fill(true));

    const asked = performance.now();
    expect(isStoreAway(await failure(write(100)))).toBe(true);
    expect(isStoreAway(await failure(transaction.run(() => write(101))))).toBe(true);
    expect(performance.now() - asked).toBeLessThan(500);

    network.speak();
    await until(async () => (await write(102).catch(() => null)) !== null, BACK_WITHIN_MS);
    const [written] = await transaction.query<{ times: number }>(
      'SELECT count(*)::int AS times FROM written WHERE id IN (0, 100, 101, 102)',
    );
    expect(written).toEqual({ times: 2 });
    await until(() => node.get(RevocationBus).trusted, BACK_WITHIN_MS);
  }, 60_000);

  it('ends what it left behind, so that no lock outlives the silence', async () => {
    const holding = transaction.run(async () => {
      await transaction.query('SELECT 1 FROM written WHERE id = 0 FOR UPDATE');
      network.beSilent();
      await transaction.query('SELECT 1');
    });
    expect(isStoreAway(await failure(holding))).toBe(true);

    network.speakAnew();
    await until(async () => (await transaction.query('SELECT 1').catch(() => null)) !== null, BACK_WITHIN_MS);
    await within(TOLD_WITHIN_MS, transaction.query('UPDATE written SET id = 0 WHERE id = 0'));
  }, 60_000);
});
