import { ADA, expired, me, signIn, started } from '../../../../test/support/client/fake-session.js';

describe.each(['cookie', 'bearer'] as const)('a session by %s', (transport) => {
  it('is refreshed, and the call goes out once more', async () => {
    const { service, castellan } = await expired(transport);

    expect((await me(castellan)).data).toEqual({ email: 'ada@example.com' });
    expect(service.count('POST auth/refresh')).toBe(1);
  });

  it('is refreshed once for ten calls at a time', async () => {
    const { service, castellan } = await expired(transport);

    const answers = await Promise.all(Array.from({ length: 10 }, () => me(castellan)));

    expect(answers.every(({ response }) => response.ok)).toBe(true);
    expect(service.count('POST auth/refresh')).toBe(1);
  });

  it('sends a body once more as it was, and an upload too', async () => {
    const { service, castellan } = await expired(transport);

    await castellan.api.PATCH('/api/profile', { body: { bio: 'Notes on the engine' } });
    expect(service.bodies.at(-1)).toEqual({ bio: 'Notes on the engine' });

    service.expire();
    await castellan.api.PUT('/api/profile/avatar', { body: { avatar: new File(['pixels'], 'ada.png', { type: 'image/png' }) } });
    const sent = (service.bodies.at(-1) as FormData).get('avatar') as File;
    expect([sent.name, sent.type, await sent.text()]).toEqual(['ada.png', 'image/png', 'pixels']);
  });

  it('is neither refreshed nor over where a passkey is refused', async () => {
    const { service, castellan, ends } = started(transport);
    await signIn(castellan);
    const answer = await castellan.api.POST('/api/auth/reauthenticate', { body: {} });

    expect([answer.response.status, answer.error?.code, ends]).toEqual([401, 'invalid_passkey', []]);
    expect([service.count('POST auth/reauthenticate'), service.count('POST auth/refresh')]).toEqual([1, 0]);
    expect((await me(castellan)).response.status).toBe(200);
  });

  it('is over for all who wait, said once and with the reason', async () => {
    const { service, castellan, ends } = await expired(transport);
    service.ahead.push('over');

    const answers = await Promise.all(Array.from({ length: 10 }, () => me(castellan)));

    expect(answers.map(({ error }) => [error?.code, error?.reason])).toEqual(Array(10).fill(['session_ended', 'user_revoked']));
    expect(ends).toEqual(['user_revoked']);
    expect(service.count('POST auth/refresh')).toBe(1);
  });

  it('answers those who wait, whatever the listener for its end throws', async () => {
    const told = jest.fn();
    const here = globalThis as { reportError?: unknown };
    here.reportError = told;
    const failure = new Error('the page cannot be drawn');
    const onSessionOver = () => {
      throw failure;
    };
    const { service, castellan } = await expired(transport, { onSessionOver });
    service.ahead.push('over');

    expect((await me(castellan)).error?.code).toBe('session_ended');
    expect(told.mock.calls).toEqual([[failure]]);
    delete here.reportError;
  });

  it('can begin again, and end again', async () => {
    const { service, castellan, ends } = await expired(transport);
    service.ahead.push('over');
    await me(castellan);

    await castellan.api.POST('/api/auth/login', { body: ADA });
    service.expire();
    service.ahead.push('over');
    await me(castellan);

    expect(ends).toEqual(['user_revoked', 'user_revoked']);
  });

  it('is not told to be over to who signed out', async () => {
    const { castellan, service, ends } = await expired(transport);
    await castellan.api.POST('/api/auth/logout');
    service.ahead.push('unknown');

    expect((await me(castellan)).response.status).toBe(401);
    expect(ends).toEqual([]);
  });
});

describe('who is not signed in', () => {
  it('is not told that a session is over', async () => {
    const { service, castellan, ends } = started('cookie', {});
    service.expire();
    service.ahead.push('unknown');

    expect((await me(castellan)).error?.code).toBe('not_authenticated');
    expect(ends).toEqual([]);
    expect(service.calls).toEqual(['GET auth/me', 'POST auth/refresh']);
  });

  it('refreshes nothing without a token', async () => {
    const { service, castellan } = started('bearer');

    expect((await me(castellan)).error?.code).toBe('token_expired');
    expect(service.calls).toEqual(['GET auth/me']);
  });
});
