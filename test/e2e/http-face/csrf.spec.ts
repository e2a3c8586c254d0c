import { expectProblem, ProbeClient } from '../../support/http-probe-client.js';
import { PROBE_OPTIONS } from '../../support/http-probe.js';

const probe = new ProbeClient();
beforeAll(() => probe.restart());
afterAll(() => probe.close());

describe('CSRF', () => {
  const login = (headers: Record<string, string>) => probe.send('POST', '/api/probe/login', headers);
  const withCookie = (headers: Record<string, string>) =>
    probe.send('POST', '/api/probe/nothing', { cookie: 'a=b; access_token=x', ...headers });
  beforeAll(() =>
    probe.restart({
      publicUrl: 'https://auth.example.com',
      frontendOrigins: ['https://probe.app.example.com'],
      throttles: { ...PROBE_OPTIONS.throttles, login: null },
    }),
  );
  afterAll(() => probe.restart());

  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a sibling of the domain', { origin: 'https://blog.example.com' }],
    ['our host over http', { origin: 'http://auth.example.com' }],
    ['our host on another port', { origin: 'https://auth.example.com:8443' }],
    ['an origin that only begins like ours', { origin: 'https://auth.example.com.evil.example' }],
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
    ['a listed origin', { origin: 'https://probe.app.example.com' }],
    ['no origin, same-origin', { 'sec-fetch-site': 'same-origin' }],
    ['no origin, typed in', { 'sec-fetch-site': 'none' }],
    ['no browser', {}],
  ])('allows %s', async (_what, headers) => {
    expect((await withCookie(headers)).status).toBe(201);
    expect((await login(headers)).status).toBe(201);
  });

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
    expect((await preflight('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
  });
});
