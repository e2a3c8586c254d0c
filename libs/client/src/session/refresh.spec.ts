import { FakeService } from '../../../../test/support/client/fake-service.js';
import { expired, me, signIn, started } from '../../../../test/support/client/fake-session.js';
import { NetworkFailure } from '../problems/network-failure.js';

afterEach(() => jest.restoreAllMocks());

describe.each(['cookie', 'bearer'] as const)('a session by %s', (transport) => {
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

  it('asks again at once where the answer to a refresh hangs, while the service still knows the token', async () => {
    const { service, castellan } = await expired(transport);
    const real = AbortSignal.timeout.bind(AbortSignal);
    const clock = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => real(clock.mock.calls.length === 1 ? 1 : ms));
    service.ahead.push('hangs');

    expect((await me(castellan)).response.status).toBe(200);
    const waits = clock.mock.calls.map(([ms]) => ms);
    expect([waits.length, waits.reduce((sum, ms) => sum + ms) < 10_000]).toEqual([2, true]);
  });

  it('outlives the page that refreshes it: the request is kept alive', async () => {
    const [service, kept]: [FakeService, boolean[]] = [new FakeService(transport), []];
    const real = service.browser();
    const seeing = (request: Request) => {
      if (request.url.endsWith('/refresh')) kept.push(request.keepalive);
      return real(request);
    };
    const { castellan } = started(transport, { fetch: seeing });
    await signIn(castellan);
    service.expire();
    await me(castellan);

    expect(kept).toEqual([true]);
  });

  it.each([
    ['odd', 401],
    ['bare', null],
  ] as const)('is not over, nor renewed, by an answer that no refresh has (%s)', async (how, status) => {
    const { service, castellan, ends } = await expired(transport);
    service.ahead.push(how, how);

    const met: { readonly response?: Response } = await me(castellan).catch((error: unknown) => {
      expect(error).toBeInstanceOf(NetworkFailure);
      return {};
    });
    expect([met.response?.status ?? null, ends]).toEqual([status, []]);
    service.ahead.length = 0;
    expect((await me(castellan)).response.status).toBe(200);
  });
});
