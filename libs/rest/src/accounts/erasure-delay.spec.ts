import { erasureDelay } from './erasure-delay.js';

const HOUR_MS = 3_600_000;

describe(erasureDelay.name, () => {
  it.each([
    [undefined, '14 days'],
    [24 * HOUR_MS, '1 day'],
    [47 * HOUR_MS, '1 day'],
    [12 * HOUR_MS, '12 hours'],
    [HOUR_MS / 2, '30 minutes'],
  ])('is what the operator says: %s ms is %s', (ms, said) => {
    expect(erasureDelay(ms)).toBe(said);
  });
});
