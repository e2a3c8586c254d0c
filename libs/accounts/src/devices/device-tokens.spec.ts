import { SecretKeys, sha256 } from '@castellan/common';
import { DeviceTokens } from './device-tokens.js';

const NEW = 'a new secret key for tests, of 32 bytes and more';
const OLD = 'an old secret key for tests, of 32 bytes and more';
const [ADA, BOB] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

describe(DeviceTokens.name, () => {
  const before = new DeviceTokens(new SecretKeys([OLD]));
  const after = new DeviceTokens(new SecretKeys([NEW, OLD]));

  it('gives who shows the same token the same next one, of 256 bits', () => {
    expect(before.next(ADA, 'token')).toBe(before.next(ADA, 'token'));
    expect(Buffer.from(before.next(ADA, 'token'), 'base64url')).toHaveLength(32);
  });

  it('gives another one for another token, another user, and under another secret', () => {
    const all = [before.next(ADA, 'token'), before.next(ADA, 'tokem'), before.next(BOB, 'token'), after.next(ADA, 'token')];
    expect(new Set(all).size).toBe(4);
  });

  it('finds the follower of a token that was made before the secret was changed', () => {
    const next = before.next(ADA, 'token');
    expect(after.nextOf(ADA, 'token', sha256(next))).toBe(next);
  });

  it('finds none that does not follow: of another user, of a later token, under a secret that is gone', () => {
    const next = before.next(ADA, 'token');
    expect(before.nextOf(BOB, 'token', sha256(next))).toBeNull();
    expect(before.nextOf(ADA, 'token', sha256(before.next(ADA, next)))).toBeNull();
    expect(new DeviceTokens(new SecretKeys([NEW])).nextOf(ADA, 'token', sha256(next))).toBeNull();
  });
});
