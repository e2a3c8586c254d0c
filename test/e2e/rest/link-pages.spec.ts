import { expectProblem, ProbeClient, type Method } from '../../support/http/probe-client.js';

const probe = new ProbeClient();
beforeAll(() => probe.restart());
afterAll(() => probe.close());

const PATHS = [
  '/verify-account',
  '/password-reset',
  '/password-reset-confirm',
  '/change-email-confirm',
  '/undo-email-change',
  '/confirm-sign-in',
  '/report-sign-in',
];

describe('pages behind mailed links', () => {
  const link = '?uid=u1&token=t%2F1&evil=1';
  const json = { accept: 'application/json' };
  const confirm = (method: Method, headers: Record<string, string>) => probe.send(method, `/api/auth/verify-account/${link}`, headers);

  it.each(PATHS)('serves %s, which may do nothing but call this service', async (path) => {
    const { status, headers } = await probe.send('GET', `${path}${link}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
  });

  it.each(PATHS)('puts nothing of the address of %s into the page (reflected script)', async (path) => {
    const page = await probe.app.inject({ method: 'GET', url: `${path}?uid=<script>alert(1)</script>&token=secret` });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/alert\(1\)|secret/);
    expect(page.body).not.toContain('{{');
    expect(page.body).not.toMatch(/<script(?![^>]*( src=| type="application\/json"))/); // what is data does not run
  });

  it.each([
    ['a browser', 'GET', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }],
    ['a scanner that takes anything', 'GET', { accept: '*/*' }],
    ['a scanner that says nothing', 'GET', {}],
    ['HEAD, whatever it names', 'HEAD', { accept: 'application/json' }],
  ] as const)('confirms nothing for %s (mail scanner)', async (_who, method, headers) => {
    const answer = await confirm(method, headers);
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('http://localhost:3000/verify-account?uid=u1&token=t%2F1');
  });

  it('confirms for a client that names JSON, and only then', async () => {
    expect((await confirm('GET', json)).body).toEqual({ confirmations: 1 });
  });
});

describe('an address that does not exist', () => {
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const open = (url: string, headers: Record<string, string> = browser) => probe.app.inject({ method: 'GET', url, headers });

  it.each(['/nothing', '/nothing/at/all?token=secret', '/<script>alert(1)</script>', '/apiary', '/docs/nothing', '/dev/inbox'])(
    'shows a browser at %s one and the same page, which leads home',
    async (url) => {
      const page = await open(url);
      const { headers } = await open('/');

      expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(page.body).toBe((await open('/another')).body);
      expect(page.body).toContain('href="/"');
      for (const name of ['content-security-policy', 'referrer-policy', 'cache-control', 'x-content-type-options', 'x-frame-options'])
        expect([name, page.headers[name]]).toEqual([name, headers[name]]);
    },
  );

  it('does not let the inbox be told from nothing by its page (DNS rebinding)', async () => {
    await probe.restart({ inbox: true });
    const page = await open('/dev/inbox', { ...browser, host: 'evil.example' });
    expect([page.statusCode, page.body]).toEqual([404, (await open('/nothing')).body]);
    await probe.restart();
  });

  it.each(['/api', '/api/', '/api?a=1', '/api/nothing', '/api/auth/nothing/'])('is a problem at %s, also for a browser', async (url) => {
    expectProblem(await probe.send('GET', url, browser), 404, 'not_found');
  });

  it('is a problem for everyone else', async () => {
    expectProblem(await probe.send('GET', '/nothing', { accept: '*/*' }), 404, 'not_found');
    expectProblem(await probe.send('GET', '/nothing', { accept: 'application/json' }), 404, 'not_found');
    expectProblem(await probe.send('DELETE', '/nothing', browser), 404, 'not_found');
  });
});
