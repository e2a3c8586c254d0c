import { Unavailable } from '@castellan/common';
import { Turns } from './turns.js';

/** Work that goes on until it is told to end. */
function somework(): { readonly work: () => Promise<void>; readonly end: () => void; readonly begun: () => boolean } {
  let end = (): void => {};
  let hasBegun = false;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const work = (): Promise<void> => ((hasBegun = true), ended);
  return { work, end: () => end(), begun: () => hasBegun };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(Turns.name, () => {
  it('runs as much at once as there are places, the rest in order', async () => {
    const turns = new Turns(2, 10);
    const works = [somework(), somework(), somework(), somework()];
    const runs = works.map(({ work }) => turns.run(1, work));
    expect(works.map(({ begun }) => begun())).toEqual([false, false, false, false]); // not in the same tick
    await settled();
    expect(works.map(({ begun }) => begun())).toEqual([true, true, false, false]);
    works[1]?.end();
    await settled();
    expect(works.map(({ begun }) => begun())).toEqual([true, true, true, false]);
    for (const { end } of works) end();
    await Promise.all(runs);
  });

  it('lets large work wait until it is alone, and nobody overtakes it', async () => {
    const turns = new Turns(2, 10);
    const [small, large, late] = [somework(), somework(), somework()];
    const runs = [turns.run(1, small.work), turns.run(2, large.work), turns.run(1, late.work)];
    await settled();
    expect([small.begun(), large.begun(), late.begun()]).toEqual([true, false, false]);
    small.end();
    await settled();
    expect([large.begun(), late.begun()]).toEqual([true, false]);
    large.end();
    late.end();
    await Promise.all(runs);
    expect(late.begun()).toBe(true);
  });

  it('refuses what would wait beyond the bound, with a time to come back (resource exhaustion)', async () => {
    const turns = new Turns(1, 1);
    const [running, waiting, refused] = [somework(), somework(), somework()];
    const runs = [turns.run(1, running.work), turns.run(1, waiting.work)];
    const refusal: unknown = await turns.run(1, refused.work).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Unavailable);
    expect(refusal).toMatchObject({ extras: { retryAfter: 5 } });
    running.end();
    waiting.end();
    await Promise.all(runs);
  });

  it('gives the place back after work that failed', async () => {
    const turns = new Turns(1, 0);
    await expect(turns.run(1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(turns.run(1, () => Promise.resolve('done'))).resolves.toBe('done');
  });
});
