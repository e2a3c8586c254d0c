import { createCastellan, type Castellan, type CastellanOptions } from './create-castellan.js';
import { NetworkFailure } from './problems/network-failure.js';
import { orThrow, ProblemError } from './problems/problem-error.js';
import { FakeLocks, FakeService } from '../../../test/support/client/fake-service.js';
import { TokensInMemory } from './transports/token-store.js';

const ADA = { email: 'ada@example.com', password: 'violet kettle on the moor' };
const me = ({ api }: Castellan) => api.GET('/api/auth/me');

function started(transport: 'cookie' | 'bearer', options: Partial<CastellanOptions> = {}) {
  const service = new FakeService(transport);
  const ends: (string | null)[] = [];
  const onSessionOver = (reason: string | null): void => void ends.push(reason);
  const castellan = createCastellan({
    baseUrl: service.base,
    transport,
    fetch: service.browser(),
    locks: null,
    onSessionOver,
    ...options,
  });
  return { service, castellan, ends };
}

/** Signed in, and the access has expired since. */
async function expired(transport: 'cookie' | 'bearer', options: Partial<CastellanOptions> = {}) {
  const all = started(transport, options);
  await orThrow(all.castellan.api.POST('/api/auth/login', { body: ADA }));
  all.service.expire();
  return all;
}

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

  it('is over for all who wait, said once and with the reason', async () => {
    const { service, castellan, ends } = await expired(transport);
    service.ahead.push('over');

    const answers = await Promise.all(Array.from({ length: 10 }, () => me(castellan)));

    expect(answers.map(({ error }) => [error?.code, error?.reason])).toEqual(Array(10).fill(['session_ended', 'user_revoked']));
    expect(ends).toEqual(['user_revoked']);
    expect(service.count('POST auth/refresh')).toBe(1);
  });

  it.each(['away', 'proxy'] as const)('outlives a network that is gone (%s)', async (how) => {
    const { service, castellan, ends } = await expired(transport);
    service.ahead.push(how, how);

    await expect(me(castellan)).rejects.toThrow(NetworkFailure);
    expect(ends).toEqual([]);
    expect((await me(castellan)).response.status).toBe(200);
  });

  it('outlives a service that cannot refresh just now, which the call says', async () => {
    const { service, castellan, ends } = await expired(transport);
    service.ahead.push('busy');

    const { error } = await me(castellan);

    expect([error?.code, error?.retry_after, ends]).toEqual(['unavailable', 2, []]);
    expect((await me(castellan)).response.status).toBe(200);
  });

  it('asks again at once where the answer to a refresh was lost', async () => {
    const { service, castellan } = await expired(transport);
    service.ahead.push('lost');

    expect((await me(castellan)).response.status).toBe(200);
    const refreshes = service.bodies.filter((_, at) => service.calls[at] === 'POST auth/refresh');
    expect(refreshes).toEqual(Array(2).fill(transport === 'bearer' ? { refresh: 'refresh-1' } : {}));
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

describe('two tabs', () => {
  async function tabs(transport: 'cookie' | 'bearer') {
    const service = new FakeService(transport);
    const [locks, tokens, fetch] = [new FakeLocks(), new TokensInMemory(), service.browser()];
    const tab = () => createCastellan({ baseUrl: service.base, transport, fetch, locks, tokens });
    const [one, other] = [tab(), tab()];
    await one.api.POST('/api/auth/login', { body: ADA });
    return { service, one, other };
  }

  it.each(['cookie', 'bearer'] as const)('refresh once, by %s', async (transport) => {
    const { service, one, other } = await tabs(transport);
    service.expire();

    const answers = await Promise.all([me(one), me(other), me(one), me(other)]);

    expect(answers.map(({ response }) => response.status)).toEqual([200, 200, 200, 200]);
    expect(service.count('POST auth/refresh')).toBe(1);
  });

  it.each(['cookie', 'bearer'] as const)('take over in turn, and the next has nothing left to do, by %s', async (transport) => {
    const { service, one, other } = await tabs(transport);
    service.expire();

    const late = me(one);
    await new Promise((resolve) => setImmediate(resolve));
    await me(other);
    await late;

    expect(service.count('POST auth/refresh')).toBe(1);
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

  it('tells a call that was given up from a network that is gone', async () => {
    const { castellan } = started('cookie', { fetch: (request) => globalThis.fetch(request) });
    const given = new AbortController();
    given.abort();

    await expect(castellan.api.GET('/api/auth/me', { signal: given.signal })).rejects.toThrow(/aborted/);
  });

  it('tells a page that is not the service’s from an answer', async () => {
    const fetch = async () => new Response('<h1>Welcome to the hotel</h1>', { headers: { 'content-type': 'text/html' } });
    const { castellan } = started('cookie', { fetch });

    await expect(me(castellan)).rejects.toMatchObject({ name: 'NetworkFailure', code: 'network_failure', status: 200 });
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
