import type { Mail } from '../mails.js';
import { expiryOf, whatIsLeftOf } from './mail-life.js';

const MINUTE_MS = 60_000;
const NOW = 1_700_000_000_000;
const code: Mail = { to: 'ada@example.org', template: 'otp', data: { code: '042042', minutes: 5 } };
const queued = { to: 'ada@example.org', template: 'otp', told: { code: '042042', minutes: 5 }, expiresAt: NOW + 5 * MINUTE_MS } as const;

describe(expiryOf.name, () => {
  it('is that of the code or link', () => {
    expect(expiryOf(code, NOW)).toBe(NOW + 5 * MINUTE_MS);
  });

  it('does not make a notice die, although it names minutes', () => {
    const data = { at: new Date(NOW), ip: '2001:db8::7', minutes: 15, resetLink: 'https://id.example.org/' };
    expect(expiryOf({ to: 'ada@example.org', template: 'second-factor-failures', data }, NOW)).toBeNull();
  });
});

describe(whatIsLeftOf.name, () => {
  it.each([
    [0, 5],
    [1, 5],
    [MINUTE_MS, 4],
    [4.5 * MINUTE_MS, 1],
    [-30_000, 5], // a node whose clock is behind
  ])('tells after %d ms that %d minutes are left', (waited, minutes) => {
    expect(whatIsLeftOf(queued, NOW + waited)?.told).toEqual({ code: '042042', minutes });
  });

  it('is nothing once the code is dead', () => {
    expect(whatIsLeftOf(queued, NOW + 5 * MINUTE_MS)).toBeNull();
  });

  it('is all of a notice, however late', () => {
    const notice = { to: 'ada@example.org', template: 'backup-codes-low', told: { remaining: 3 } } as const;
    expect(whatIsLeftOf(notice, NOW + 1e12)).toBe(notice);
  });
});
