import { DatabaseClock } from './database-clock.js';

const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 0, 1, 12);

describe(DatabaseClock.name, () => {
  let ticks: number;
  const clock = (): DatabaseClock => new DatabaseClock(() => ticks);
  beforeEach(() => (ticks = 1000));
  afterEach(() => jest.restoreAllMocks());

  it('tells the time of the machine until it has looked', () => {
    jest.spyOn(Date, 'now').mockReturnValue(NOON);
    expect(clock().now()).toEqual(new Date(NOON));
  });

  it('tells the same on two nodes whose own clocks are a minute apart', () => {
    const [ahead, behind] = [clock(), clock()];
    for (const [node, wall] of [
      [ahead, NOON + 30_000],
      [behind, NOON - 30_000],
    ] as const) {
      jest.spyOn(Date, 'now').mockReturnValue(wall);
      node.learn({ askedAt: ticks, time: NOON, heardAt: ticks });
      expect(node.millis()).toBe(NOON);
    }
    ticks += 10_000;
    expect([ahead.millis(), behind.millis()]).toEqual([NOON + 10_000, NOON + 10_000]);
  });

  it.each([HOUR_MS, -HOUR_MS])('goes on when somebody sets the clock of the machine by %i ms', (jump) => {
    const node = clock();
    node.learn({ askedAt: ticks, time: NOON, heardAt: ticks });
    const before = node.monotonic();
    jest.spyOn(Date, 'now').mockReturnValue(NOON + jump);
    ticks += 5;
    expect([node.millis(), node.monotonic() - before]).toEqual([NOON + 5, 5]);
  });

  it('is not moved by a look that took long, and follows one that proves it wrong', () => {
    const node = clock();
    node.learn({ askedAt: 1000, time: NOON, heardAt: 1000 });
    ticks = 9000;
    node.learn({ askedAt: 1000, time: NOON + 100, heardAt: 9000 }); // it waited for a connection
    expect(node.millis()).toBe(NOON + 8000);
    node.learn({ askedAt: 9000, time: NOON + 8050, heardAt: 9010 }); // 40 to 50 ms more than was believed
    expect(node.millis()).toBe(NOON + 8040);
    node.learn({ askedAt: 9000, time: NOON - HOUR_MS, heardAt: 9000 }); // the database's own clock was set
    expect(node.millis()).toBe(NOON - HOUR_MS);
  });
});
