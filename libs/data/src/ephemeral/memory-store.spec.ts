import { Clock, SystemClock, Unavailable } from '@castellan/common';
import { MemoryStore } from './memory-store.js';

const MINUTE = 60_000;

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
