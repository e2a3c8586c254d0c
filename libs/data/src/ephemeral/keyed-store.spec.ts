import { SecretKeys, sha256, SystemClock } from '@castellan/common';
import { KeyedStore } from './keyed-store.js';
import { MemoryStore } from './memory-store.js';
import { RedisRoom } from './redis-room.js';
import { STORE_KINDS, StoreFull } from './store-kinds.js';
import type { StoreKind } from './store-kinds.js';

const MINUTE = 60_000;
const KEY = 'app:ada@example.org';

describe(KeyedStore.name, () => {
  const keys = new SecretKeys(['a secret of thirty-two bytes or more']);
  let inner: MemoryStore;
  let store: KeyedStore;
  beforeEach(() => {
    inner = new MemoryStore(new SystemClock());
    store = new KeyedStore(inner, keys);
  });
  afterEach(() => store.close());

  /** Under which key and how the store behind it was told to keep something. */
  const kept = async (key: string): Promise<{ hashed: string; value: string }> => {
    const set = jest.spyOn(inner, 'set');
    await store.set(key, 'sign Ada in', MINUTE);
    const [hashed, value] = set.mock.calls.at(-1)!;
    set.mockRestore();
    return { hashed, value };
  };

  it('gives the store behind it neither name nor value, nor a hash that can be tried out', async () => {
    const { hashed, value } = await kept(KEY);
    expect(hashed).toMatch(/^app:[\w-]{43}$/);
    for (const encoding of ['hex', 'base64url'] as const) expect(hashed).not.toContain(sha256(KEY).toString(encoding));
    expect(hashed + value).not.toMatch(/ada|sign/i);
    expect(await store.get(KEY)).toBe('sign Ada in');
  });

  it('takes nothing for a value that somebody else wrote, moved or altered (writing to Redis)', async () => {
    const { hashed, value } = await kept(KEY);
    const other = await kept('app:eve@example.org');
    for (const planted of ['sign Eve in', '1', '', other.value, `${value.slice(0, -2)}AA`]) {
      await inner.set(hashed, planted, MINUTE);
      expect([await store.get(KEY), await store.compareAndDelete(KEY, planted), await store.take(KEY)]).toEqual([null, false, null]);
    }
    await inner.set(hashed, value, MINUTE);
    expect(await store.take(KEY)).toBe('sign Ada in');
  });

  it('knows nothing that another secret sealed', async () => {
    await store.set(KEY, 'value', MINUTE);
    expect(await new KeyedStore(inner, new SecretKeys(['another secret of thirty-two bytes'])).get(KEY)).toBeNull();
  });

  it('lets one of twenty parallel deleters of a sealed value win', async () => {
    await store.set(KEY, 'right', MINUTE);
    expect(await store.compareAndDelete(KEY, 'wrong')).toBe(false);
    const wins = await Promise.all(Array.from({ length: 20 }, () => store.compareAndDelete(KEY, 'right')));
    expect(wins.filter(Boolean)).toHaveLength(1);
  });

  it('refuses a key of no kind, which would have no quota', async () => {
    await expect(store.set('links:ada', 'value', MINUTE)).rejects.toBeInstanceOf(TypeError);
  });
});

describe('quotas by kind', () => {
  it('let no flood of one kind take the room of another, and say which kind is full', async () => {
    const store = new KeyedStore(new MemoryStore(new SystemClock(), undefined, () => 100), new SecretKeys(['a secret']));
    const flood = Array.from({ length: 150 }, (_, n) => store.increment(`limit:login:10.0.0.${String(n)}`, MINUTE));
    const refused = (await Promise.allSettled(flood)).filter(({ status }) => status === 'rejected');

    expect(refused.map((answer) => (answer as PromiseRejectedResult).reason as unknown)).toEqual(Array(50).fill(expect.any(StoreFull)));
    expect(await store.takePlace('budget:ada', 'me', { places: 5, leaseMs: MINUTE })).toEqual({ outcome: 'taken' });
    await store.set('pending-sign-in:ada', 'waits', MINUTE);
    expect(await store.increment('limit:login:10.0.0.1', MINUTE)).toMatchObject({ count: 2 });
    expect([[...store.takeFull()], [...store.takeFull()]]).toEqual([[['limit', 50]], []]);
    await store.close();
  });

  it('are declared once for each prefix', () => {
    const prefixes = Object.values(STORE_KINDS).map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});

describe(RedisRoom.name, () => {
  it('has no room once a process has made as many keys as may live, until they end', () => {
    let now = 0;
    const room = new RedisRoom(
      () => 3,
      () => now,
    );
    const add = (kind: StoreKind, ttlMs: number): void => room.add(kind, ttlMs);
    for (let n = 0; n < 3; n += 1) add('limit', MINUTE);
    add('budget', MINUTE);
    expect([room.isFull('limit'), room.isFull('budget')]).toEqual([true, false]);
    now += MINUTE + 1_000;
    expect(room.isFull('limit')).toBe(false);
  });
});
