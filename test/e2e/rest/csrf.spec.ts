import { Logger } from '@nestjs/common';
import { expectProblem, ProbeClient } from '../../support/http/probe-client.js';
import { PROBE_OPTIONS } from '../../support/http/probe.js';

const probe = new ProbeClient();
beforeAll(() => probe.restart());
afterAll(() => probe.close());

describe('CSRF', () => {
  const login = (headers: Record<string, string>) => probe.send('POST', '/api/probe/login', headers);
  const withCookie = (headers: Record<string, string>) =>
    probe.send('POST', '/api/probe/nothing', { cookie: 'a=b; access_token=x', ...headers });
  const behindFrontEnd = {
    publicUrl: 'https://auth.example.com',
    frontendOrigins: ['https://probe.app.example.com', 'capacitor://localhost'],
    limits: { ...PROBE_OPTIONS.limits, login: null },
  };
  beforeAll(() => probe.restart(behindFrontEnd));
  afterAll(() => probe.restart());

  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a sibling of the domain', { origin: 'https://blog.example.com' }],
    ['our host over http', { origin: 'http://auth.example.com' }],
    ['our host on another port', { origin: 'https://auth.example.com:8443' }],
    ['an origin that only begins like ours', { origin: 'https://auth.example.com.evil.example' }],
    ['the web view of another app', { origin: 'ionic://localhost' }],
    ['an opaque origin (sandboxed frame)', { origin: 'null' }],
    ['a foreign origin that claims same-origin', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    ['no origin, cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['no origin, same-site', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', async (_what, headers) => {
    expectProblem(await withCookie(headers), 403, 'csrf_rejected');
    expectProblem(await login(headers), 403, 'csrf_rejected');
  });

  it.each([
    ['the same origin', { origin: 'https://auth.example.com' }],
    ['the listed web view of an app', { origin: 'capacitor://localhost' }],
    ['a listed origin', { origin: 'https://probe.app.example.com' }],
    ['no origin, same-origin', { 'sec-fetch-site': 'same-origin' }],
    ['no origin, typed in', { 'sec-fetch-site': 'none' }],
    ['no browser', {}],
  ])('allows %s', async (_what, headers) => {
    expect((await withCookie(headers)).status).toBe(201);
    expect((await login(headers)).status).toBe(201);
  });

  it('tells the operator once of each origin that was refused, and which line would let it in', async () => {
    await probe.restart(behindFrontEnd);
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const origins = ['https://shop.example', 'https://shop.example', 'https://a.b\u00e4d', 'x'.repeat(3_000), 'https://auth.example.com'];
    for (const origin of origins) await withCookie({ origin });
    await probe.send('OPTIONS', '/api/probe/echo', { origin: 'app://shop', 'access-control-request-method': 'POST' });
    for (let n = 0; n < 30; n++) await probe.send('GET', '/api/probe/open', { origin: `https://n${n}.example` });

    const lines = warn.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('FRONTEND_ORIGINS'));
    warn.mockRestore();
    expect(lines).toHaveLength(20);
    expect(lines.slice(0, 3).map((line) => line.split('FRONTEND_ORIGINS=')[1])).toEqual(
      ['https://shop.example', 'app://shop', 'https://n0.example'].map((origin) => `…,${origin}`),
    );
  });

  it('says in the answer which line would let the page in', async () => {
    const detailFor = async (origin: string) => (await withCookie({ origin })).body['detail'];

    expect(await detailFor('https://shop.example')).toContain('FRONTEND_ORIGINS=…,https://shop.example');
    expect(await detailFor('capacitor://shop')).toContain('FRONTEND_ORIGINS=…,capacitor://shop');
  });

  it.each(['null', 'https://shop.example/path', 'https://<b>shop</b>', 'javascript:alert(1)', `https://${'x'.repeat(300)}`])(
    'repeats nothing that is no origin (reflection): %s',
    async (origin) => {
      const { body } = await withCookie({ origin });

      expect(body['detail']).toContain('adds its origin to FRONTEND_ORIGINS.');
      expect(JSON.stringify(body)).not.toContain(origin === 'null' ? '"null"' : origin);
    },
  );

  it('lets anyone send what carries no cookie of ours', async () => {
    const headers = { origin: 'https://evil.example', cookie: 'theme=access_token' };
    expect((await probe.send('POST', '/api/probe/nothing', headers)).status).toBe(201);
  });

  it('does not count stray cookies of a bearer request, but still guards a login (login CSRF)', async () => {
    const headers = { origin: 'https://evil.example', authorization: 'Bearer x', cookie: 'access_token=x' };
    expect((await probe.send('POST', '/api/probe/nothing', headers)).status).toBe(201);
    expectProblem(await login(headers), 403, 'csrf_rejected');
  });

  it('answers a preflight of a listed origin only', async () => {
    const preflight = (origin: string) => probe.send('OPTIONS', '/api/probe/echo', { origin, 'access-control-request-method': 'POST' });
    const listed = await preflight('https://probe.app.example.com');
    expect(listed.headers).toMatchObject({
      'access-control-allow-origin': 'https://probe.app.example.com',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': expect.stringContaining('DELETE'),
    });
    expect((await preflight('capacitor://localhost')).headers['access-control-allow-origin']).toBe('capacitor://localhost');
    const foreign = await preflight('https://evil.example');
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    for (const { headers } of [listed, foreign])
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  });
});
