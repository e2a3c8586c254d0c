import { setImmediate as aTurn, setTimeout as sleep } from 'node:timers/promises';
import { Surrounding } from './surrounding.js';

describe(Surrounding.name, () => {
  let surrounding: Surrounding<string | null>;
  const tick = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
  /** What is found after each way to wait. */
  const seen = async (): Promise<readonly unknown[]> => {
    const found: unknown[] = [surrounding.value];
    for (const wait of [() => Promise.resolve(), tick, () => aTurn(), () => sleep(1)]) {
      await wait();
      found.push(surrounding.value);
    }
    return found;
  };
  const only = (value: unknown): readonly unknown[] => Array<unknown>(5).fill(value);

  beforeEach(() => {
    surrounding = new Surrounding();
  });

  it('is found by all work inside, after any wait, and by nobody outside', async () => {
    const outside = seen();
    expect(await surrounding.run('in', () => Promise.all([seen(), seen()]))).toEqual([only('in'), only('in')]);
    expect(await outside).toEqual(only(undefined));
    expect(surrounding.value).toBeUndefined();
  });

  it('gives an inner run its own, and the outer one its own again', async () => {
    await surrounding.run('outer', async () => {
      expect(await surrounding.run(null, seen)).toEqual(only(null));
      expect(await seen()).toEqual(only('outer'));
    });
  });

  it('mixes no parallel runs, whichever ends first', async () => {
    const run = (name: string, ms: number) =>
      surrounding.run(name, async () => {
        await sleep(ms);
        return seen();
      });
    expect(await Promise.all([run('a', 5), run('b', 0), run('c', 2)])).toEqual([only('a'), only('b'), only('c')]);
  });

  it('keeps what runs while others begin and end beside it', async () => {
    const long = surrounding.run('long', async () => {
      const found: unknown[] = [];
      for (let turn = 0; turn < 20; turn++) {
        await aTurn();
        found.push(surrounding.value);
      }
      return found;
    });
    for (let turn = 0; turn < 30; turn++) await surrounding.run(`short ${turn}`, () => aTurn());
    expect(new Set(await long)).toEqual(new Set(['long']));
  });

  it('is left by work that throws, at once or later', async () => {
    const atOnce = surrounding.run('in', () => {
      throw new Error('at once');
    });
    expect(surrounding.value).toBeUndefined();
    await expect(atOnce).rejects.toThrow('at once');
    await expect(surrounding.run('in', () => aTurn().then(() => Promise.reject(new Error('later'))))).rejects.toThrow('later');
    expect(surrounding.value).toBeUndefined();
    expect(await surrounding.run('again', seen)).toEqual(only('again'));
  });

  it('gives work that was left running its own or none, never that of a later run', async () => {
    let left: Promise<readonly unknown[]> = Promise.resolve([]);
    await surrounding.run('first', async () => {
      await aTurn();
      left = seen();
    });
    expect(await surrounding.run('second', seen)).toEqual(only('second'));
    for (const value of await left) expect(['first', undefined]).toContain(value);
  });
});
