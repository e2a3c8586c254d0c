import { EventBuffer } from './event-buffer.js';

const LIMITS = { capacity: 10, batch: 4, delayMs: 500 };
const AWAY = new Error('away');

describe(EventBuffer.name, () => {
  const written: number[][] = [];
  let isAway = false;
  let buffer: EventBuffer<number>;

  beforeEach(() => {
    jest.useFakeTimers();
    written.length = 0;
    isAway = false;
    buffer = new EventBuffer(async (batch) => {
      if (isAway) throw AWAY;
      written.push([...batch]);
    }, LIMITS);
  });
  afterEach(() => jest.useRealTimers());

  it('writes what has gathered after the delay, in one statement', async () => {
    buffer.add(1);
    await jest.advanceTimersByTimeAsync(300);
    buffer.add(2);
    expect(written).toEqual([]);
    await jest.advanceTimersByTimeAsync(200);

    expect(written).toEqual([[1, 2]]);
  });

  it('does not wait once a batch is full', async () => {
    buffer.add(1, 2, 3, 4);
    await jest.advanceTimersByTimeAsync(0);

    expect(written).toEqual([[1, 2, 3, 4]]);
  });

  it('keeps what cannot be written, in its order, and tries again', async () => {
    isAway = true;
    buffer.add(1, 2);
    await expect(buffer.flush()).rejects.toBe(AWAY);
    buffer.add(3);
    isAway = false;
    await jest.advanceTimersByTimeAsync(1_000);

    expect(written).toEqual([[1, 2, 3]]);
    expect(buffer.dropped).toBe(0);
  });

  it('stays within its bounds however long the database is away: drops the oldest, and counts', async () => {
    isAway = true;
    for (let n = 1; n <= 25; n += 1) {
      buffer.add(n);
      await jest.advanceTimersByTimeAsync(10);
    }
    expect([buffer.size, buffer.dropped]).toEqual([10, 15]);
    isAway = false;
    await buffer.flush();

    expect(written.flat()).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 24, 25]);
  });

  describe('with what is counted elsewhere', () => {
    let counted: number[];
    beforeEach(() => {
      counted = [];
      buffer = new EventBuffer(
        async (batch) => {
          if (isAway) throw AWAY;
          written.push([...batch]);
        },
        LIMITS,
        () => counted.splice(0),
      );
    });

    it('writes it by itself, once it is told that there is something', async () => {
      counted.push(7);
      buffer.expect();
      await jest.advanceTimersByTimeAsync(500);

      expect(written).toEqual([[7]]);
    });

    it('gives it to a caller who writes in another way, and changes it with the rest', async () => {
      buffer.add(1);
      counted.push(7);
      buffer.rewrite((n) => n * 10);
      counted.push(8);

      expect(buffer.takeAll()).toEqual([10, 70, 8]);
      await buffer.flush();
      expect(written).toEqual([]);
    });

    it('keeps it while it cannot be written', async () => {
      isAway = true;
      counted.push(7);
      await expect(buffer.flush()).rejects.toBe(AWAY);
      isAway = false;
      counted.push(8);
      await buffer.flush();

      expect(written).toEqual([[7, 8]]);
    });
  });

  it('flushes what was there, even while another batch is on its way', async () => {
    buffer.add(1, 2, 3, 4);
    buffer.add(5);
    await buffer.flush();

    expect(written).toEqual([[1, 2, 3, 4], [5]]);
  });
});
