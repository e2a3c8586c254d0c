import type { AuthEventRow } from './auth-event-row.js';
import { EventGathering, MOST_NETWORKS, ROWS_OF_A_NETWORK } from './event-gathering.js';

const NOW = Date.UTC(2026, 10, 21);
let ids = 0;
const row = (fields: Partial<AuthEventRow> = {}): AuthEventRow => ({
  id: `event ${++ids}`,
  createdAt: new Date(NOW),
  event: 'login',
  status: 'failure',
  reason: 'unknown_user',
  userId: null,
  identifier: 'ada@example.org',
  identifierHash: null,
  ip: '203.0.113.7',
  userAgent: 'curl',
  sessionId: null,
  times: 1,
  isGathered: false,
  ...fields,
});

describe(EventGathering.name, () => {
  let gathering: EventGathering;
  beforeEach(() => {
    gathering = new EventGathering();
  });
  const alone = (count: number, fields: (n: number) => Partial<AuthEventRow> = () => ({})): number =>
    Array.from({ length: count }, (_, n) => gathering.admit(row(fields(n)))).filter((kept) => kept !== null).length;

  it('counts a flood from one network beyond the rate, and says how many', () => {
    expect(alone(10_000)).toBe(ROWS_OF_A_NETWORK);
    expect(gathering.take()).toMatchObject([{ times: 10_000 - ROWS_OF_A_NETWORK, identifier: null, ip: '203.0.113.7', isGathered: true }]);
    expect(gathering.take()).toEqual([]);
  });

  it('adds to the same row as long as the window lasts, and begins another one after it', () => {
    alone(ROWS_OF_A_NETWORK + 1);
    const [first] = gathering.take();
    alone(1);
    expect(gathering.take()).toMatchObject([{ id: first!.id, createdAt: first!.createdAt, times: 1 }]);
    expect(alone(1, () => ({ createdAt: new Date(NOW + 10 * 60_000) }))).toBe(1);
    alone(ROWS_OF_A_NETWORK, () => ({ createdAt: new Date(NOW + 10 * 60_000) }));
    expect(alone(1, () => ({ createdAt: new Date(NOW - 60_000) }))).toBe(1); // the clock was set back
  });

  it('takes a customer of IPv6 for one network, and counts networks, events and reasons apart', () => {
    expect(alone(100, (n) => ({ ip: `2001:db8:1:2::${n}` }))).toBe(ROWS_OF_A_NETWORK);
    expect(alone(100, () => ({ ip: '198.51.100.1' }))).toBe(ROWS_OF_A_NETWORK);
    expect(alone(100, () => ({ event: 'otp_verified' }))).toBe(ROWS_OF_A_NETWORK);
    alone(1, () => ({ event: 'otp_verified', reason: 'wrong_code' }));
    expect(gathering.take().map(({ times }) => times)).toEqual([40, 40, 40, 1]);
  });

  it.each([
    ['what succeeds', { status: 'success' }],
    ['a wrong password of somebody known', { userId: 'a user', reason: 'wrong_password' }],
    ['what happens to a session', { sessionId: 'a session' }],
    ['a refresh token that comes back', { event: 'refresh_reuse' }],
    ['an incident', { event: 'security_incident' }],
  ] as [string, Partial<AuthEventRow>][])('never counts %s together', (_, fields) => {
    expect(alone(1_000, () => fields)).toBe(1_000);
    expect(gathering.take()).toEqual([]);
  });

  it('counts for each known user apart what was refused without a look', () => {
    alone(200, (n) => ({ userId: n % 2 ? 'ada' : 'bob', reason: 'too_many_failures' }));

    expect(gathering.take()).toMatchObject([
      { userId: 'bob', times: 70, identifier: 'ada@example.org' },
      { userId: 'ada', times: 70 },
    ]);
  });

  it('stays within its bounds when every request comes from another network', () => {
    expect(alone(MOST_NETWORKS + 500, (n) => ({ ip: `network ${n}` }))).toBe(MOST_NETWORKS);
    expect(gathering.take()).toMatchObject([{ times: 500, ip: '' }]);
  });
});
