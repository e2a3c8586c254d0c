import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock, Unavailable } from '@castellan/common';
import { eventually } from '../../../../test/support/app/eventually.js';
import { OwnRedis } from '../../../../test/support/stores/own-redis.js';
import { OwnRedisCluster } from '../../../../test/support/stores/own-redis-cluster.js';
import { EphemeralStore } from './ephemeral-store.js';
import { MemoryStore } from './memory-store.js';
import { RedisRoom } from './redis-room.js';
import { RedisStore } from './redis-store.js';
import { StoreFull } from './store-kinds.js';

const MINUTE = 60_000;
const redisUrl = process.env['REDIS_URL'];
const stores: [string, () => Promise<EphemeralStore>][] = [[MemoryStore.name, async () => new MemoryStore(new SystemClock())]];
const prefix = (): string => `test-${randomBytes(6).toString('hex')}:`;
if (redisUrl) stores.push([RedisStore.name, () => RedisStore.open(redisUrl, prefix())]);

/** Servers of its own, so one of the two runs is enough: the one on servers. */
const hasCluster = redisUrl !== undefined && OwnRedis.isInstalled;
let cluster: OwnRedisCluster;
if (hasCluster) {
  stores.push([`${RedisStore.name} on a cluster of three`, () => RedisStore.open(cluster.url, prefix())]);
  beforeAll(async () => {
    cluster = await OwnRedisCluster.start();
  }, 60_000);
  afterAll(() => cluster.remove());
}

const times = <T>(count: number, work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, work));

describe.each(stores)('%s', (_name, open) => {
  let store: EphemeralStore;

  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  it('lets one of twenty parallel takers have a value', async () => {
    await store.set('app:one-time', 'value', MINUTE);

    const taken = await times(20, () => store.take('app:one-time'));

    expect(taken.filter((value) => value === 'value')).toHaveLength(1);
    expect(taken.filter((value) => value === null)).toHaveLength(19);
  });

  it('counts 100 parallel hits exactly, and 30 that are taken back', async () => {
    const counters = await times(100, () => store.increment('app-count:hits', MINUTE));
    await times(30, () => store.decrement('app-count:hits'));

    expect(counters.map(({ count }) => count).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(await store.get('app-count:hits')).toBe('70');
  });

  it('lets one of twenty parallel setters have a free key', async () => {
    const answers = await times(20, () => store.setIfAbsent('app:lock', 'mine', MINUTE));

    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it('lets one of twenty parallel deleters of a value win, and nobody with another value', async () => {
    await store.set('app:key', 'right', MINUTE);

    expect(await store.compareAndDelete('app:key', 'wrong')).toBe(false);
    expect((await times(20, () => store.compareAndDelete('app:key', 'right'))).filter(Boolean)).toHaveLength(1);
    expect(await store.get('app:key')).toBeNull();
  });

  it('never prolongs a counter: the window begins with the first hit', async () => {
    await store.increment('app-count:window', 120);
    await sleep(60);
    const second = await store.increment('app-count:window', 120);
    await sleep(80);

    expect(second).toMatchObject({ count: 2 });
    expect(second.ttlMs).toBeLessThanOrEqual(65);
    expect(await store.increment('app-count:window', 120)).toMatchObject({ count: 1 });
  });

  it('takes back never below zero, and keeps the time to live', async () => {
    await store.increment('app-count:budget', 80);
    expect([await store.decrement('app-count:budget'), await store.decrement('app-count:budget')]).toEqual([0, 0]);
    expect(await store.decrement('app:unknown')).toBe(0);
    await sleep(100);

    expect(await store.get('app-count:budget')).toBeNull();
    expect(await store.get('app:unknown')).toBeNull();
  });

  describe('places', () => {
    const rules = { places: 3, leaseMs: MINUTE };
    const spending = { places: 3, windowMs: MINUTE, refusalMs: 2 * MINUTE };
    const take = (holder: string, more: object = {}) => store.takePlace('budget:places', holder, { ...rules, ...more });
    const spend = (holder: string) => store.spendPlace('budget:places', holder, spending);

    it('lets three of twenty parallel takers have a place, and the next one when it is given back', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => take(`holder ${String(index)}`)));
      const taken = answers.flatMap(({ outcome }, index) => (outcome === 'taken' ? [index] : []));
      expect(taken).toHaveLength(3);
      expect(answers.filter(({ outcome }) => outcome === 'busy')).toHaveLength(17);
      await store.freePlace('budget:places', `holder ${String(taken[0])}`);
      expect([await take('late'), await take('later')]).toEqual([{ outcome: 'taken' }, { outcome: 'busy' }]);
    });

    it('holds back those under way together, whatever is left', async () => {
      expect([await take('a', { atOnce: 1 }), await take('b', { atOnce: 1 })]).toEqual([{ outcome: 'taken' }, { outcome: 'busy' }]);
      await spend('a');
      expect(await take('b', { atOnce: 1 })).toEqual({ outcome: 'taken' });
    });

    it('tells the last place of those spent in parallel once, and then for how long none is left', async () => {
      for (const holder of ['a', 'b', 'c']) await take(holder);
      const last = await Promise.all(['a', 'b', 'c'].map(spend));
      expect(last.filter(Boolean)).toHaveLength(1);
      const refused = await take('d');
      expect(refused).toEqual({ outcome: 'spent', ttlMs: expect.any(Number) });
      const left = refused.outcome === 'spent' ? refused.ttlMs : 0;
      expect(left).toBeGreaterThan(MINUTE);
      expect(left).toBeLessThanOrEqual(2 * MINUTE);
      expect(await spend('too late')).toBe(false);
    });

    it('keeps a spent place from whoever gives it back, and frees that of somebody who died', async () => {
      await take('a');
      await spend('a');
      await store.freePlace('budget:places', 'a');
      await take('b', { leaseMs: 30 });
      await take('c', { leaseMs: 30 });
      expect(await take('d')).toEqual({ outcome: 'busy' });
      await sleep(40);
      expect([await take('d'), await take('e'), await take('f')]).toEqual([
        { outcome: 'taken' },
        { outcome: 'taken' },
        { outcome: 'busy' },
      ]);
    });
  });

  it('forgets a value when its time is over', async () => {
    await store.set('app:short', 'value', 40);
    expect(await store.get('app:short')).toBe('value');
    await sleep(60);

    expect([await store.get('app:short'), await store.take('app:short')]).toEqual([null, null]);
    expect(await store.setIfAbsent('app:short', 'again', MINUTE)).toBe(true);
  });

  it('says whether there was something to delete', async () => {
    await store.set('app:key', 'value', MINUTE);

    expect([await store.delete('app:key'), await store.delete('app:key')]).toEqual([true, false]);
    await expect(store.ping()).resolves.toBeUndefined();
  });
});

(redisUrl ? describe : describe.skip)('RedisStore with little room', () => {
  it.each(hasCluster ? ['one Redis', 'a cluster'] : ['one Redis'])(
    'refuses new keys of a full kind on %s, goes on with others',
    async (on) => {
      const store = await RedisStore.open(on === 'a cluster' ? cluster.url : redisUrl!, prefix(), new RedisRoom(() => 2));
      await store.increment('app-count:a', MINUTE);
      await store.increment('app-count:b', MINUTE);

      await expect(store.increment('app-count:c', MINUTE)).rejects.toBeInstanceOf(StoreFull);
      expect(await store.increment('app-count:a', MINUTE)).toMatchObject({ count: 2 });
      await store.set('app:a', 'value', MINUTE);
      await store.close();
    },
  );
});

(hasCluster ? describe : describe.skip)('RedisStore on a cluster', () => {
  const KEY = 'app-count:moved';
  let store: RedisStore;
  beforeAll(async () => {
    store = await RedisStore.open(cluster.url, 'test:');
  });
  afterAll(() => store.close());

  it('spreads the keys of one kind over all nodes', async () => {
    const counts = await times(30, () => store.increment(`app-count:${randomBytes(4).toString('hex')}`, MINUTE));
    expect(counts.map(({ count }) => count)).toEqual(Array<number>(30).fill(1));
    expect(await cluster.nodesWithKeys()).toBe(3);
  });

  it('counts on while a slot moves to another node (ASK, then MOVED)', async () => {
    await store.increment(KEY, MINUTE);
    await cluster.move(`test:${KEY}`, 'half');
    expect(await store.increment(KEY, MINUTE)).toMatchObject({ count: 2 });
    await cluster.move(`test:${KEY}`, 'whole');
    const counters = await times(10, () => store.increment(KEY, MINUTE));
    expect(Math.max(...counters.map(({ count }) => count))).toBe(12);
  });

  it('says within a second that a part is away, serves the keys of the others, and is whole again by itself', async () => {
    const keys = Array.from({ length: 30 }, (_, n) => `app:${String(n)}`);
    for (const key of keys) await store.set(key, 'value', MINUTE);
    cluster.signal(1, 'SIGSTOP');
    const start = performance.now();
    const answers = await Promise.allSettled(keys.map((key) => store.get(key)));
    expect(performance.now() - start).toBeLessThan(3_000);
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
    expect(refused.length).toBeGreaterThan(0);
    for (const reason of refused) expect(reason).toBeInstanceOf(Unavailable);
    await expect(store.ping()).rejects.toBeInstanceOf(Unavailable);

    cluster.signal(1, 'SIGCONT');
    await cluster.isWhole();
    await eventually(() => store.ping().then(() => true), Boolean);
    expect(await Promise.all(keys.map((key) => store.get(key)))).toEqual(Array<string>(30).fill('value'));
  }, 60_000);

  it('tells an operator who names a node alone, or one Redis as a cluster, which line to change', async () => {
    await expect(RedisStore.open(cluster.urlOfNode)).rejects.toThrow('/?cluster');
    await expect(RedisStore.open(`${redisUrl!}/?cluster`)).rejects.toThrow('without ?cluster');
    await expect(RedisStore.open(cluster.url.replace('of', 'not'))).rejects.toThrow('user and password');
  });
});

describe('RedisStore without a server', () => {
  it('is unavailable within a second', async () => {
    const store = await RedisStore.open('redis://127.0.0.1:1');
    const start = performance.now();

    await expect(store.take('app:key')).rejects.toBeInstanceOf(Unavailable);
    await expect(store.ping()).rejects.toBeInstanceOf(Unavailable);
    expect(performance.now() - start).toBeLessThan(1_000);
    await store.close();
  });
});
