import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clock, SystemClock, Unavailable } from '@castellan/common';
import { EphemeralStore } from './ephemeral-store.js';
import { MemoryStore } from './memory-store.js';
import { RedisRoom } from './redis-room.js';
import { RedisStore } from './redis-store.js';
import { StoreFull } from './store-kinds.js';

const MINUTE = 60_000;
const redisUrl = process.env['REDIS_URL'];
const stores: [string, () => Promise<EphemeralStore>][] = [[MemoryStore.name, async () => new MemoryStore(new SystemClock())]];
if (redisUrl) stores.push([RedisStore.name, () => RedisStore.open(redisUrl, `test-${randomBytes(6).toString('hex')}:`)]);

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

describe(MemoryStore.name, () => {
  class StoppedClock extends Clock {
    constructor(private readonly time: { now: number }) {
      super();
    }
    now(): Date {
      return new Date(this.time.now);
    }
  }

  it('follows the clock it is given', async () => {
    const time = { now: 1_000 };
    const store = new MemoryStore(new StoppedClock(time));
    await store.increment('app-count:hits', 100);
    time.now += 100;

    expect(await store.increment('app-count:hits', 100)).toEqual({ count: 1, ttlMs: 100 });
    await store.close();
  });

  it('refuses new keys when full rather than forget an old one', async () => {
    const store = new MemoryStore(
      new SystemClock(),
      () => {},
      () => 2,
    );
    await store.increment('app-count:a', MINUTE);
    await store.increment('app-count:b', MINUTE);

    await expect(store.increment('app-count:c', MINUTE)).rejects.toBeInstanceOf(Unavailable);
    expect(await store.increment('app-count:a', MINUTE)).toMatchObject({ count: 2 });
    await store.close();
  });
});

(redisUrl ? describe : describe.skip)('RedisStore with little room', () => {
  it('refuses new keys of a full kind, goes on with old ones and with other kinds', async () => {
    const store = await RedisStore.open(redisUrl!, `test-${randomBytes(6).toString('hex')}:`, new RedisRoom(() => 2));
    await store.increment('app-count:a', MINUTE);
    await store.increment('app-count:b', MINUTE);

    await expect(store.increment('app-count:c', MINUTE)).rejects.toBeInstanceOf(StoreFull);
    expect(await store.increment('app-count:a', MINUTE)).toMatchObject({ count: 2 });
    await store.set('app:a', 'value', MINUTE);
    await store.close();
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
