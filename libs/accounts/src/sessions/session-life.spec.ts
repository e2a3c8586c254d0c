import { SessionIsOver, TokenInvalid } from '@castellan/access';
import { demandLife, lifeOf } from './session-life.js';

const NOW = Date.UTC(2026, 0, 2);
const at = (ms: number): Date => new Date(NOW + ms);
const session = { version: 3, endReason: null, expiresAt: at(1), absoluteExpiresAt: at(5) } as const;
const user = { isActive: true, tokenVersion: 3 };

describe(lifeOf.name, () => {
  it.each([
    ['lives', session, user, 'live'],
    ['ended, whatever else', { ...session, endReason: 'logout', expiresAt: at(0) } as const, { ...user, isActive: false }, 'logout'],
    ['of a disabled user', session, { ...user, isActive: false }, 'account_disabled'],
    ['left alone too long', { ...session, expiresAt: at(0) }, user, 'expired_idle'],
    ['at the end of its full life', { ...session, expiresAt: at(0), absoluteExpiresAt: at(0) }, user, 'expired_absolute'],
    ['of an older token version', session, { ...user, tokenVersion: 4 }, 'superseded'],
    ['of a newer token version than was read of the user', session, { ...user, tokenVersion: 2 }, 'superseded'],
  ])('says of a session: %s', (_, judged, owner, life) => {
    expect(lifeOf(judged, owner, NOW)).toBe(life);
  });

  it('refuses what is over with its reason, and what was left behind like a token that is none', () => {
    expect(() => demandLife(session, user, NOW)).not.toThrow();
    expect(() => demandLife({ ...session, endReason: 'logout' }, user, NOW)).toThrow(SessionIsOver);
    expect(() => demandLife(session, { ...user, tokenVersion: 4 }, NOW)).toThrow(TokenInvalid);
  });
});
