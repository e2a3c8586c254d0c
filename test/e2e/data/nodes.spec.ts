import { setTimeout as sleep } from 'node:timers/promises';
import { SecretKeys } from '@castellan/common';
import { type Change, type DataOptions, EphemeralStore, isStoreAway, Jobs, RevocationBus, Transaction } from '@castellan/data';
import type { INestApplicationContext } from '@nestjs/common';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';
import { type Network, startNetwork } from '../../support/stores/network.js';
import { createDatabase, cut, startNode, until } from '../../support/stores/nodes.js';

const describeWithServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

describeWithServers('two nodes on PostgreSQL and Redis', () => {
  let database: ThrowawayDatabase;
  let here: INestApplicationContext;
  let there: INestApplicationContext;
  let network: Network;

  beforeAll(async () => {
    database = await createDatabase();
    network = await startNetwork(database.url);
    const options = (url: string): DataOptions => ({
      database: { kind: 'postgres', url },
      redisUrl: process.env['REDIS_URL'] ?? null,
      secretKeys: new SecretKeys(['a secret key for tests, of 32 bytes and more']),
      tables: [],
    });
    // Both at once: the empty database must be migrated once.
    [here, there] = await Promise.all([startNode(options(database.url)), startNode(options(network.url))]);
    await here.get(Transaction).query('CREATE TABLE entry (note text)');
  });

  afterAll(async () => {
    await Promise.all([here.close(), there.close()]);
    network.close();
    await database.drop();
  });

  const listenOn = (node: INestApplicationContext): Change[] => {
    const heard: Change[] = [];
    node.get(RevocationBus).subscribe((change) => heard.push(change));
    return heard;
  };

  it('tells a revocation to its own node at the commit and to the other within a second', async () => {
    const [own, other] = [listenOn(here), listenOn(there)];
    const change: Change = { kind: 'session', id: '8d1c' };
    await here.get(Transaction).run(async () => {
      await here.get(RevocationBus).publish(change);
      await sleep(50);
      expect([own, other]).toEqual([[], []]);
    });

    expect(own).toContainEqual(change);
    expect(await until(() => other.length > 0, 1_000)).toBeLessThan(1_000);
    expect(other).toEqual([change]);
    const { lag, heartbeatAge } = there.get(RevocationBus).health!;
    expect(lag.count).toBe(1);
    expect(lag.sum).toBeGreaterThan(0.04); // the transaction is in it
    expect(heartbeatAge).toBeLessThan(1);
  });

  it('leaves no notification of a transaction that was rolled back', async () => {
    const [own, other] = [listenOn(here), listenOn(there)];
    const run = here.get(Transaction).run(async () => {
      await here.get(RevocationBus).publish({ kind: 'user', id: 'u' });
      throw new Error('rolled back');
    });
    await expect(run).rejects.toThrow('rolled back');
    await sleep(400);

    expect([own, other]).toEqual([[], []]);
  });

  it('loses trust within a second when the listener is cut, forgets everything, and comes back by itself', async () => {
    const bus = there.get(RevocationBus);
    const heard: string[] = [];
    bus.subscribe(({ kind }) => heard.push(bus.trusted ? `${kind}, trusted` : `${kind}, not trusted`));
    expect(bus.trusted).toBe(true);
    await cut(here, 'castellan revocations');

    await until(() => !bus.trusted, 1_000);
    expect(bus.health!.heartbeatAge).toBeGreaterThan(0.8);
    await until(() => bus.trusted, 10_000);
    expect(heard).toEqual(['everything, not trusted']);

    await here.get(RevocationBus).publish({ kind: 'keys', id: 'k' });
    await until(() => heard.includes('keys, trusted'), 1_000);
  });

  it('loses trust within a second when the network goes silent, and comes back by itself', async () => {
    const bus = there.get(RevocationBus);
    await until(() => bus.trusted, 10_000);
    network.beSilent();
    await until(() => !bus.trusted, 1_000);
    await here.get(RevocationBus).publish({ kind: 'user', id: 'missed' });
    await sleep(3_500);
    expect(bus.trusted).toBe(false);
    const heard = listenOn(there);
    network.speak();

    await until(() => bus.trusted, 10_000);
    expect(heard[0]).toEqual({ kind: 'everything' });
  });

  it('survives the end of every pooled connection, and says that the store was away', async () => {
    const transaction = there.get(Transaction);
    const running = transaction.run(() => transaction.query('SELECT pg_sleep(5)')).catch((error: unknown) => error);
    await sleep(200);
    await cut(here, 'castellan');

    expect(isStoreAway(await running)).toBe(true);
    await sleep(100);
    expect(await transaction.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('counts in one store for both nodes', async () => {
    const key = `app-count:shared-${Math.random()}`;
    const hits = [here, there].flatMap((node) => Array.from({ length: 50 }, () => node.get(EphemeralStore).increment(key, 5_000)));
    await Promise.all(hits);

    expect(await here.get(EphemeralStore).take(key)).toBe('100');
  });

  it('answers the jobs of readiness', async () => {
    await expect(here.get(Jobs).ping()).resolves.toBeUndefined();
    await expect(here.get(EphemeralStore).ping()).resolves.toBeUndefined();
  });
});
