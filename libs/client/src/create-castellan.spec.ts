import { createCastellan } from './create-castellan.js';
import { orThrow, ProblemError } from './problems/problem-error.js';
import { ADA, expired, me, signIn, started } from '../../../test/support/client/fake-session.js';

describe(createCastellan, () => {
  it('says where tokens shall go, which device asks, and what is signed out, by bearer', async () => {
    const { service, castellan } = started('bearer');
    await castellan.api.POST('/api/auth/login', { body: ADA });
    await castellan.api.POST('/api/auth/logout');
    await castellan.api.POST('/api/auth/login', { body: ADA });

    expect(service.bodies).toEqual([
      { ...ADA, transport: 'bearer' },
      { refresh: 'refresh-1' },
      { ...ADA, transport: 'bearer', device_token: 'device' },
    ]);
  });

  it('asks for cookies whatever a route has by default', async () => {
    const { service, castellan } = started('cookie');
    await castellan.api.POST('/api/auth/otp/verify', { body: { identifier: ADA.email, otp_code: '287082' } });

    expect(service.bodies).toEqual([{ identifier: ADA.email, otp_code: '287082', transport: 'cookie' }]);
  });

  it.each([
    ['cookie', 'include'],
    ['bearer', 'omit'],
  ] as const)('sends cookies of another origin by %s: %s', async (transport, credentials) => {
    const seen: string[] = [];
    const fetch = async (request: Request) => {
      seen.push(request.credentials, request.headers.get('accept-language')!);
      return Response.json({});
    };
    await me(createCastellan({ baseUrl: 'https://auth.example.com/sub/', transport, fetch, language: () => 'de' }));

    expect(seen).toEqual([credentials, 'de']);
  });

  it('has to be told where the service is, outside of a page', () => {
    expect(() => createCastellan({ transport: 'bearer' })).toThrow('whole address');
  });

  it.each(['auth.example.com', 'localhost:3000', '//auth.example.com', 'https://auth.example.com/?a=b', 'https://auth.example.com/#a'])(
    'refuses %s for an address of the service',
    (baseUrl) => {
      expect(() => createCastellan({ transport: 'bearer', baseUrl })).toThrow(TypeError);
    },
  );

  it('knows its routes below a path with /api/ in it', async () => {
    const sent: unknown[] = [];
    const fetch = async (request: Request) => (sent.push(await request.json()), Response.json({}));
    await signIn(createCastellan({ baseUrl: 'https://example.com/api/', transport: 'bearer', fetch }));

    expect(sent).toEqual([{ ...ADA, transport: 'bearer' }]);
  });

  it('follows no redirect with what may be secret', async () => {
    const seen: string[] = [];
    const fetch = async (request: Request) => (seen.push(`${request.method} ${request.redirect}`), Response.json({ user: {} }));
    const castellan = createCastellan({ baseUrl: 'https://auth.example.com', transport: 'bearer', fetch });
    await signIn(castellan);
    await castellan.api.POST('/api/auth/refresh', { body: { refresh: 'mine' } }).catch(() => undefined);
    await castellan.api.DELETE('/api/auth/me');

    expect(seen).toEqual(['POST error', 'POST error', 'DELETE error']);
  });

  it('leaves a call alone that brings its own authorization', async () => {
    const { service, castellan } = await expired('bearer');

    const { error } = await castellan.api.GET('/api/auth/me', { headers: { authorization: 'Bearer access-1' } });

    expect([error?.code, service.count('POST auth/refresh')]).toEqual(['token_expired', 0]);
  });

  it('tells a call that was given up from a network that is gone', async () => {
    const { castellan } = started('cookie', { fetch: (request) => globalThis.fetch(request) });
    const given = new AbortController();
    given.abort();

    await expect(castellan.api.GET('/api/auth/me', { signal: given.signal })).rejects.toThrow(/aborted/);
  });
});

describe(orThrow, () => {
  it('throws what the service said', async () => {
    const { castellan } = started('bearer');

    const failure: unknown = await orThrow(me(castellan)).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(ProblemError);
    expect(failure).toMatchObject({ message: 'token_expired', problem: { status: 401, code: 'token_expired' } });
  });
});
