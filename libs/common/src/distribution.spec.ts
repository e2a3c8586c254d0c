import { Distribution } from './distribution.js';

describe(Distribution.name, () => {
  it('adds up what is at most each bound, that which is a bound included', () => {
    const waits = new Distribution([1, 2]);
    for (const wait of [0.5, 1, 1.5, 2, 3]) waits.observe(wait);
    expect(waits.cumulative).toEqual([2, 4]);
    expect([waits.count, waits.sum]).toEqual([5, 8]);
  });
});
