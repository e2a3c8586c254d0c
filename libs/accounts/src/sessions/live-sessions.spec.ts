import { SessionIsOver, TokenExpired, TokenInvalid } from '@castellan/access';
import type { AccessClaims } from '@castellan/access';
import { Clock } from '@castellan/common';
import type { Change, RevocationBus } from '@castellan/data';
import type { AccountsOptions } from '../options.js';
import { LiveSessions } from './live-sessions.js';
import type { LiveSessionsRepository, LiveState } from './live-sessions.repository.js';

const NOW = new Date('2026-01-01T00:00:00Z');
const LATER = new Date(NOW.getTime() + 1000);

class StandingClock extends Clock {
  now(): Date {
    return NOW;
  }
}

/** A bus whose heartbeat the test holds in its hand. */
class FakeBus {
  trusted = true;
  private listener: (change: Change) => void = () => {};

  subscribe(listener: (change: Change) => void): () => void {
    this.listener = listener;
    return () => {};
  }

  tell(change: Change): void {
    this.listener(change);
  }
}

describe(LiveSessions.name, () => {
  const session = { id: 's', userId: 'u', version: 1, step: 1, endReason: null, expiresAt: LATER, absoluteExpiresAt: LATER };
  const user = { id: 'u', isActive: true, tokenVersion: 1, permissions: [] };
  const live = { session, user } as unknown as LiveState;
  const ended = { session: { ...session, endReason: 'logout' }, user } as unknown as LiveState;
  const claims = { sid: 's', sub: 'u', ver: 1, step: 1 } as AccessClaims;
  let bus: FakeBus;
  let read: jest.Mock<Promise<LiveState | null>, [string]>;
  let sessions: LiveSessions;
  beforeEach(() => {
    bus = new FakeBus();
    read = jest.fn<Promise<LiveState | null>, [string]>(() => Promise.resolve(live));
    sessions = liveSessions({});
  });
  const liveSessions = (options: Partial<AccountsOptions>): LiveSessions => {
    const repository = { read } as unknown as LiveSessionsRepository;
    const made = new LiveSessions(repository, bus as unknown as RevocationBus, new StandingClock(), options as AccountsOptions);
    made.onModuleInit();
    return made;
  };
  const check = async (of = claims) => sessions.check(of);

  it('asks the database before it refuses a token that is newer than what it remembers (a refresh at another node)', async () => {
    await check();
    const newer = { session: { ...session, version: 2, step: 2 }, user: { ...user, tokenVersion: 2 } } as unknown as LiveState;
    read.mockResolvedValue(newer);

    await expect(check({ ...claims, ver: 2, step: 2 })).resolves.toBeDefined();
    await expect(check()).rejects.toThrow(TokenExpired);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('asks it, too, where session and user are of two moments (a change that is half heard)', async () => {
    const other = { ...claims, sid: 't' };
    const now = { session: { ...session, id: 't', version: 2, step: 2 }, user: { ...user, tokenVersion: 2 } } as unknown as LiveState;
    await check(); // the session as it was
    read.mockResolvedValue(now);
    await check({ ...other, ver: 2, step: 2 }); // the user as they are

    read.mockResolvedValue({ ...now, session: { ...now.session, id: 's' } });
    await expect(check()).rejects.toThrow(TokenExpired); // and is told to refresh, not that all is over
  });

  it.each([
    ['optional', 'staff', { isStaff: true }, false],
    ['required_for_staff', 'staff', { isStaff: true }, true],
    ['required_for_staff', 'superusers', { isSuperuser: true }, true],
    ['required_for_staff', 'others', {}, false],
    ['required', 'everybody', {}, true],
    ['required', 'nobody who has a factor', { isStaff: true, twoFactorEnabled: true }, false],
  ] as const)('asks by the policy %s of %s to enrol: %o, %s', async (twoFactorPolicy, _who, what, mustEnrol) => {
    const none = { isStaff: false, isSuperuser: false, twoFactorEnabled: false };
    read.mockResolvedValue({ session, user: { ...user, ...none, ...what } } as unknown as LiveState);
    expect((await liveSessions({ twoFactorPolicy }).check(claims)).mustEnrol).toBe(mustEnrol);
  });

  it('answers from memory while the bus is trusted', async () => {
    for (let request = 0; request < 3; request += 1) await check();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('uses no memory while the bus is distrusted: a revocation may not have been heard', async () => {
    await check();
    bus.trusted = false;
    read.mockResolvedValue(ended);
    await expect(check()).rejects.toThrow(SessionIsOver);
    expect(await sessions.userOf({ sessionId: 's' })).toBe(user);
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('fills no memory with what was read while the bus was distrusted', async () => {
    bus.trusted = false;
    await check();
    bus.trusted = true;
    read.mockResolvedValue(ended);
    await expect(check()).rejects.toThrow(SessionIsOver);
  });

  it.each<Change>([{ kind: 'session', id: 's' }, { kind: 'user', id: 'u' }, { kind: 'everything' }])(
    'remembers no read that began before a revocation and ended after it (%j)',
    async (change) => {
      let answer = (_: LiveState): void => {};
      read.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
      const slow = check();
      bus.tell(change);
      answer(live);
      await slow;
      read.mockResolvedValue(ended);
      await expect(check()).rejects.toThrow(SessionIsOver);
    },
  );

  it('asks again for a session that ran out as it is remembered: a refresh elsewhere may have moved its end', async () => {
    read.mockResolvedValueOnce({ ...live, session: { ...session, expiresAt: NOW } } as unknown as LiveState);
    await expect(check()).rejects.toThrow(SessionIsOver);
    await expect(check()).resolves.toBeDefined();
  });

  it.each([
    ['another user’s', { ...claims, sub: 'v' }, TokenInvalid],
    ['of an older version', { ...claims, ver: 0 }, TokenInvalid],
    ['of an older step', { ...claims, step: 0 }, TokenExpired],
    ['of a later step than there is', { ...claims, step: 2 }, TokenExpired],
  ])('refuses a genuine token that is %s, from memory and without', async (_, of, error) => {
    await expect(check(of)).rejects.toThrow(error);
    await check();
    await expect(check(of)).rejects.toThrow(error);
    expect(sessions.recall(of)).toBeNull();
  });

  it('recalls who lives, without asking', async () => {
    expect(sessions.recall(claims)).toBeNull();
    await check();
    expect(sessions.recall(claims)).not.toBeNull();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('recalls nobody while the bus is distrusted, nor after a revocation', async () => {
    await check();
    bus.trusted = false;
    expect(sessions.recall(claims)).toBeNull();
    bus.trusted = true;
    bus.tell({ kind: 'session', id: 's' });
    expect(sessions.recall(claims)).toBeNull();
  });

  it('recalls nobody whose session is over as it is remembered', async () => {
    read.mockResolvedValue(ended);
    await expect(check()).rejects.toThrow(SessionIsOver);
    expect(sessions.recall(claims)).toBeNull();
  });

  it('knows nothing of a session that nobody has', async () => {
    read.mockResolvedValue(null);
    await expect(check()).rejects.toThrow(TokenInvalid);
    await expect(sessions.userOf({ sessionId: 's' })).rejects.toThrow(TokenInvalid);
  });
});
