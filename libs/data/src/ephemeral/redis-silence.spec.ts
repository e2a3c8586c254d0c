import { randomBytes } from 'node:crypto';
import { Unavailable } from '@castellan/common';
import { eventually } from '../../../../test/support/app/eventually.js';
import { type Network, startNetwork } from '../../../../test/support/stores/network.js';
import { RedisStore } from './redis-store.js';

const redisUrl = process.env['REDIS_URL'];

(redisUrl ? describe : describe.skip)('RedisStore behind a network that goes silent', () => {
  let network: Network;
  let store: RedisStore;
  beforeAll(async () => {
    network = await startNetwork(redisUrl!);
    store = await RedisStore.open(network.url, `test-${randomBytes(6).toString('hex')}:`);
  });
  afterAll(async () => {
    network.speak();
    await store.close();
    network.close();
  });

  it('costs nobody its time-out twice, and is back by itself', async () => {
    await store.set('app:key', 'value', 60_000);
    network.beSilent();
    await expect(store.get('app:key')).rejects.toBeInstanceOf(Unavailable);
    const start = performance.now();
    for (let asked = 0; asked < 3; asked++) await expect(store.get('app:key')).rejects.toBeInstanceOf(Unavailable);
    expect(performance.now() - start).toBeLessThan(500);

    network.speak();
    expect(await eventually(() => store.get('app:key').catch(() => null), Boolean)).toBe('value');
  }, 20_000);
});
