import { LocalWindows } from './local-windows.js';

describe(LocalWindows.name, () => {
  function windowsAt(start = 0, maxKeys = 3) {
    const clock = { now: start };
    return { clock, windows: new LocalWindows(maxKeys, () => clock.now) };
  }

  it('counts in a window that begins with the first hit and is not prolonged by later ones', () => {
    const { clock, windows } = windowsAt();
    expect(windows.hit('a', 100)).toEqual({ count: 1, ttlMs: 100 });
    clock.now = 60;
    expect(windows.hit('a', 100)).toEqual({ count: 2, ttlMs: 40 });
    clock.now = 100;
    expect(windows.hit('a', 100)).toEqual({ count: 1, ttlMs: 100 });
  });

  it('stays small however many addresses come (memory exhaustion)', () => {
    const { windows } = windowsAt();
    windows.hit('kept', 1_000);
    for (let n = 0; n < 1_000; n++) windows.hit(`address ${n}`, 100);
    expect(windows.size).toBe(3);
  });

  it('forgets windows that are over before any that is open', () => {
    const { clock, windows } = windowsAt();
    windows.hit('open', 1_000);
    windows.hit('over', 10);
    windows.hit('over too', 10);
    clock.now = 20;
    windows.hit('new', 10);
    expect(windows.hit('open', 1_000).count).toBe(2);
  });
});
