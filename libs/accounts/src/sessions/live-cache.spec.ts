import { LiveCache } from './live-cache.js';

describe(LiveCache.name, () => {
  const value = { of: 'before' };
  let cache: LiveCache<object>;
  beforeEach(() => (cache = new LiveCache()));

  it('remembers what was read while nothing changed', () => {
    cache.settle('a', cache.begin('a'), value);
    expect(cache.get('a')).toBe(value);
  });

  it.each<[string, () => void]>([
    ['it', () => cache.invalidate('a')],
    ['everything', () => cache.clear()],
  ])('discards a read that began before %s was revoked, however late it ends', (_, revoke) => {
    const [slow, slower] = [cache.begin('a'), cache.begin('a')];
    revoke();
    cache.settle('a', slow, value);
    expect(cache.get('a')).toBeUndefined();
    const after = { of: 'after' };
    cache.settle('a', cache.begin('a'), after);
    cache.settle('a', slower, value);
    expect(cache.get('a')).toBe(after);
  });

  it('forgets what was revoked, and nothing else', () => {
    for (const key of ['a', 'b']) cache.settle(key, cache.begin(key), value);
    cache.invalidate('a');
    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, value]);
  });

  it('remembers nothing of a read that found nothing', () => {
    cache.settle('a', cache.begin('a'));
    expect(cache.get('a')).toBeUndefined();
  });
});
