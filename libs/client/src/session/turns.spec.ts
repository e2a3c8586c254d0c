import { FakeLocks, FakeService } from '../../../../test/support/client/fake-service.js';
import { ADA, aWhile, expired, me, signIn } from '../../../../test/support/client/fake-session.js';
import { createCastellan } from '../create-castellan.js';
import { NetworkFailure } from '../problems/network-failure.js';
import { TokensInMemory } from '../transports/token-store.js';

afterEach(() => jest.restoreAllMocks());

describe.each(['cookie', 'bearer'] as const)('a session by %s', (transport) => {
  it('is that of who signs in while another one’s refresh is late', async () => {
    const { service, castellan, has, ends } = await expired(transport);
    service.ahead.push('late');

    const late = me(castellan);
    await aWhile();
    service.expire(); // what comes next is another session
    const other = signIn(castellan);
    await aWhile();
    service.release();
    await Promise.all([late, other]);

    expect([has(), ends]).toEqual([3, []]);
  });

  it.each(['/api/auth/logout', '/api/auth/logout-all'] as const)('stays over after %s while a refresh is late', async (path) => {
    const { service, castellan, has, ends } = await expired(transport);
    service.ahead.push('late', 'unknown');

    const late = me(castellan);
    await aWhile();
    const out = castellan.api.POST(path, { body: { include_current: true } });
    await aWhile();
    service.release();
    await Promise.all([late, out]);

    expect([has(), (await me(castellan)).response.status, ends]).toEqual([0, 401, []]);
  });

  it('never sends what one person asked for again as somebody else', async () => {
    const { service, castellan } = await expired(transport);

    const stale = castellan.api.PATCH('/api/profile', { body: { bio: 'Notes on the engine' } });
    await signIn(castellan);

    expect((await stale).response.status).toBe(401);
    expect(service.count('PATCH profile')).toBe(1);
  });

  it('is given up by one call, and goes on for the others', async () => {
    const { service, castellan } = await expired(transport);
    service.ahead.push('late');
    const given = new AbortController();

    const [one, other] = [castellan.api.GET('/api/auth/me', { signal: given.signal }), me(castellan)];
    await aWhile();
    given.abort();
    await expect(one).rejects.toThrow(/aborted/);

    service.release();
    expect((await other).response.status).toBe(200);
  });

  it('goes on without locks that may not be used', async () => {
    const locks = { request: () => Promise.reject(new DOMException('a frame in a sandbox', 'SecurityError')) };
    const { castellan, service } = await expired(transport, { locks });

    expect((await me(castellan)).response.status).toBe(200);
    expect(service.count('POST auth/refresh')).toBe(1);
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

describe('a tab', () => {
  it('holds the others up no longer than its question hangs', async () => {
    const service = new FakeService('cookie');
    const [locks, real] = [new FakeLocks(), service.browser()];
    const hanging = (request: Request) => (service.count('GET auth/me') === 1 ? new Promise<never>(() => undefined) : real(request));
    const one = createCastellan({ baseUrl: service.base, transport: 'cookie', fetch: hanging, locks });
    const other = createCastellan({ baseUrl: service.base, transport: 'cookie', fetch: real, locks });
    service.expire();
    const clock = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => AbortSignal.abort(new DOMException('late', 'TimeoutError')));

    await expect(me(one)).rejects.toThrow(NetworkFailure);
    clock.mockRestore();
    expect((await me(other)).response.status).toBe(200);
  });
});
