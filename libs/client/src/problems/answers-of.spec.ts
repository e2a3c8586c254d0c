import { me, started } from '../../../../test/support/client/fake-session.js';
import { answersOf } from './answers-of.js';

describe(answersOf, () => {
  it.each([
    [200, 'text/html', '<h1>Welcome to the hotel</h1>'],
    [200, 'text/plain', 'OK'],
    [200, 'application/json', '{"cut'],
    [200, 'application/json', ''],
    [502, 'text/html', '<h1>Bad gateway</h1>'],
    [401, 'application/json', '{"code":"token_expired","detail":"x"}'],
    [500, 'application/problem+json', ''],
    [404, 'application/problem+json', '{}'],
    [401, 'application/problem+json', '{"title":"gateway"}'],
  ])('tells what another says from an answer: %s %s %s', async (status, type, body) => {
    const fetch = async () => new Response(body, { status, headers: { 'content-type': type } });
    const { castellan } = started('cookie', { fetch });

    await expect(me(castellan)).rejects.toMatchObject({ name: 'NetworkFailure', code: 'network_failure', status });
  });

  it('reads a media type whatever its letters are', async () => {
    const headers = { 'content-type': 'Application/Problem+JSON; charset=utf-8' };
    const fetch = async () => new Response('{"code":"internal_error","detail":"x"}', { status: 500, headers });

    expect((await me(started('cookie', { fetch }).castellan)).error?.code).toBe('internal_error');
  });
});
