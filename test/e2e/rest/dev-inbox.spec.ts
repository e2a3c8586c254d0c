import { expectProblem, ProbeClient } from '../../support/http/probe-client.js';

const probe = new ProbeClient();
beforeAll(() => probe.restart());
afterAll(() => probe.close());

describe('development inbox', () => {
  const local = { host: 'localhost:3000' };
  beforeAll(() => probe.restart({ inbox: true }));
  afterAll(() => probe.restart());

  it('does not exist unless it is switched on', async () => {
    await probe.restart();
    expect((await probe.send('GET', '/dev/inbox', local)).status).toBe(404);
    await probe.restart({ inbox: true });
  });

  it.each(['inbox.example.com', 'localhost.evil.example', '127.0.0.1.nip.io', 'localhost:3000@evil.example'])(
    'does not exist for Host %s (DNS rebinding)',
    async (host) => expectProblem(await probe.send('GET', '/dev/inbox', { host }), 404, 'not_found'),
  );

  it('does not exist for another machine', async () => {
    const answer = await probe.app.inject({ method: 'GET', url: '/dev/inbox', headers: local, remoteAddress: '192.0.2.1' });
    expect(answer.statusCode).toBe(404);
  });

  it.each<Record<string, string>>([
    { 'x-forwarded-for': '203.0.113.7' },
    { 'x-forwarded-for': '203.0.113.7, 127.0.0.1' },
    { 'x-forwarded-for': 'unknown' },
    { forwarded: 'for=203.0.113.7' },
    { 'x-real-ip': '203.0.113.7' },
  ])('does not exist for others through a proxy on this machine: %j', async (forwarded) => {
    for (const trustedProxies of [[], ['127.0.0.0/8']]) {
      await probe.restart({ inbox: true, trustedProxies });
      expectProblem(await probe.send('GET', '/dev/inbox', { ...local, ...forwarded }), 404, 'not_found');
    }
  });

  it('refuses a NUL in its filter', async () => {
    expectProblem(await probe.send('GET', '/dev/inbox?to=%00', local), 400, 'validation_failed');
  });

  it('shows a hostile mail without running any of it (stored XSS)', async () => {
    const page = await probe.app.inject({ method: 'GET', url: '/dev/inbox', headers: { ...local, accept: 'text/html' } });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/<script(?! src="\/dev)/);
    expect(page.body).not.toContain('<img');
    expect(page.body).not.toContain('href="javascript:');
    expect(page.body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  });

  it('gives JSON to clients that ask for it, and filters', async () => {
    const { body } = await probe.send('GET', '/dev/inbox?to=ada@example.com', { ...local, accept: 'application/json' });
    expect(body['results']).toMatchObject([{ channel: 'email', to: 'ada@example.com', sent_at: '2026-01-02T03:04:05.000Z' }]);
    const none = await probe.send('GET', '/dev/inbox?to=eve@example.com', { ...local, accept: 'application/json' });
    expect(none.body['results']).toEqual([]);
    const page = await probe.app.inject({
      method: 'GET',
      url: '/dev/inbox?to=eve@example.com',
      headers: { ...local, accept: 'text/html' },
    });
    expect(page.body).toContain('Nothing to this address.');
  });

  it('speaks the language of whoever reads', async () => {
    const headers = { ...local, accept: 'text/html', 'accept-language': 'de' };
    const { body } = await probe.app.inject({ method: 'GET', url: '/dev/inbox', headers });
    for (const text of ['Entwicklungs-Posteingang', '>E-Mail<', '>2. Januar 2026 um 03:04:05 UTC<']) expect(body).toContain(text);
  });

  it('is emptied by its own page only', async () => {
    expect((await probe.send('DELETE', '/dev/inbox', { ...local, origin: 'https://evil.example' })).status).toBe(403);
    expect((await probe.send('DELETE', '/dev/inbox', { ...local, origin: 'http://localhost:3000' })).status).toBe(204);
    expect((await probe.send('GET', '/dev/inbox', { ...local, accept: 'application/json' })).body['results']).toEqual([]);
  });
});
