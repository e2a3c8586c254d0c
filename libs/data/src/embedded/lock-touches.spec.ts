import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LockTouches } from './lock-touches.js';

const SECOND = 1_000;

describe(LockTouches.name, () => {
  let directory: string;
  let file: string;
  let now: number;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'castellan-touches-'));
    file = join(directory, 'db.lock');
    writeFileSync(file, '');
    now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(directory, { recursive: true });
  });

  const touchedAgo = (ms: number): void => utimesSync(file, new Date(), new Date(Date.now() - ms));

  it.each([
    ['behind', 30 * SECOND],
    ['ahead', -30 * SECOND],
  ])('takes no lock from an owner that lives, whose clock is %s', (_way, ago) => {
    const touches = new LockTouches(file);
    for (now = 0; now < 60 * SECOND; now += 3 * SECOND) {
      touchedAgo(ago - now);
      expect(touches.areOver()).toBe(false);
    }
    expect(touches.mayBeLeft).toBe(false);
  });

  it('sees within 15 s that an owner elsewhere was killed just before', () => {
    touchedAgo(0);
    const touches = new LockTouches(file);
    const seen = [0, 10, 15].map((seconds) => {
      now = seconds * SECOND;
      return [touches.areOver(), touches.mayBeLeft];
    });

    expect(seen).toEqual([
      [false, true],
      [false, true],
      [true, true],
    ]);
  });

  it('does not watch a lock that was left long ago', () => {
    touchedAgo(3_600 * SECOND);

    expect(new LockTouches(file).areOver()).toBe(true);
  });
});
