import { SecretKeys } from '@castellan/common';
import type { AuthEvent } from './auth-events.js';
import { TypedNames } from './typed-names.js';

const names = new TypedNames({ secretKeys: new SecretKeys(['one secret key of more than 32 bytes']) });
const context = { ip: '203.0.113.7', userAgent: null, traceId: '' };
const failed = (identifier: string, more: Partial<AuthEvent> = {}): AuthEvent => ({
  event: 'login',
  status: 'failure',
  identifier,
  context,
  ...more,
});

describe(TypedNames.name, () => {
  it.each([
    'hunter2 is my password',
    'correct horse battery staple',
    'P@ssw0rd',
    'ada',
    'a@b',
    '+4915112345678',
    'p@ss w0rd.com',
    '@',
    ' ',
  ])('keeps of %j a mask and a hash, as it may be a password', (typed) => {
    const { identifier, identifierHash } = names.keep(failed(typed));

    expect(identifier).toMatch(/^.?…$/);
    expect(identifierHash).toMatch(/^[\w-]{43}$/);
    expect(names.hashesOf(` ${typed.toUpperCase()}`)).toContain(identifierHash);
  });

  it.each(['ada@example.org', 'Ada+x@mail.bücher.example', 'ada@xn--bcher-kva.example'])('keeps the address %s', (typed) => {
    expect(names.keep(failed(typed))).toEqual({ identifier: typed, identifierHash: null });
  });

  it.each([
    ['of a known user', failed('ada', { userId: '0b6f4f0e-8a53-4c5e-9d0f-0d2d5a3f9c11' })],
    ['of what succeeded', failed('ada', { status: 'success' })],
    ['of an incident', failed('203.0.113.0/24', { event: 'security_incident' })],
    ['that is a number, where numbers name people', failed('+4915112345678', { event: 'otp_verified' })],
  ])('keeps a name %s', (_, event) => {
    expect(names.keep(event)).toEqual({ identifier: event.identifier, identifierHash: null });
  });

  it('keeps nothing of nothing', () => {
    expect(names.keep({ event: 'login', status: 'failure', context })).toEqual({ identifier: null, identifierHash: null });
  });

  it('finds by a former key what was kept before the secret was changed, and by no other', () => {
    const rotated = new TypedNames({
      secretKeys: new SecretKeys(['a new secret key of more than 32 bytes', 'one secret key of more than 32 bytes']),
    });
    const stranger = new TypedNames({ secretKeys: new SecretKeys(['the key of somebody else, over 32 bytes']) });
    const { identifierHash } = names.keep(failed('hunter2'));

    expect(rotated.hashesOf('hunter2')).toContain(identifierHash);
    expect(stranger.hashesOf('hunter2')).not.toContain(identifierHash);
  });
});
