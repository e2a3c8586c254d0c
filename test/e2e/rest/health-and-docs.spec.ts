import { setTimeout as sleep } from 'node:timers/promises';
import { OUR_BRAND } from '@castellan/branding';
import { expectProblem, ProbeClient } from '../../support/http/probe-client.js';
import { probeStore } from '../../support/http/probe.js';

const probe = new ProbeClient();
beforeAll(() => probe.restart());
afterAll(() => probe.close());

describe('health', () => {
  it('says that the process lives and is ready', async () => {
    expect((await probe.send('GET', '/healthz')).body).toEqual({ status: 'ok' });
    expect((await probe.send('GET', '/readyz')).body).toEqual({ status: 'ready' });
  });

  it.each(['/healthz', '/readyz'])('answers at %s under a flood from the same address (nodes taken out of the balancer)', async (url) => {
    await Promise.all(Array.from({ length: 601 }, () => probe.send('GET', '/')));
    expectProblem(await probe.send('GET', '/'), 429, 'throttled');
    const answers = await Promise.all(Array.from({ length: 601 }, () => probe.send('GET', url)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('asks the stores once for a flood of readiness', async () => {
    const pings = jest.spyOn(probeStore, 'ping');
    await probe.restart();
    await Promise.all(Array.from({ length: 50 }, () => probe.send('GET', '/readyz')));
    expect(pings).toHaveBeenCalledTimes(1);
    pings.mockRestore();
  });

  it('asks a store that is silent no second time, so that no connection is kept for each probe', async () => {
    const pings = jest.spyOn(probeStore, 'ping').mockReturnValue(new Promise(() => undefined));
    await probe.restart();
    expectProblem(await probe.send('GET', '/readyz'), 503, 'unavailable');
    await sleep(600); // no verdict is kept so long
    expectProblem(await probe.send('GET', '/readyz'), 503, 'unavailable');
    expect(pings).toHaveBeenCalledTimes(1);
    pings.mockRestore();
  });

  it('names the part that is away, and nothing else', async () => {
    await probe.restart(); // without a verdict that is kept
    probeStore.away = true;
    const answer = await probe.send('GET', '/readyz').finally(() => (probeStore.away = false));
    expectProblem(answer, 503, 'unavailable');
    expect(answer.body['detail']).toBe('Away: store.');
    expect((await probe.send('GET', '/healthz')).status).toBe(200);
  });
});

describe('documentation', () => {
  it('describes every route with its failures', async () => {
    const { status, body } = await probe.send('GET', '/docs-json');
    expect(status).toBe(200);
    expect(body['openapi']).toBe('3.1.0');
    const login = (body['paths'] as Record<string, Record<string, unknown>>)['/api/probe/login']!['post'];
    expect(login).toMatchObject({ operationId: 'login', security: [], responses: { 403: {}, 429: {}, 503: {} } });
    const closed = (body['paths'] as Record<string, Record<string, unknown>>)['/api/probe/closed']!['get'];
    expect(closed).toMatchObject({ security: [{ cookie: [] }, { bearer: [] }], responses: { 401: {} } });
  });

  it('answers 404 to a file that is not there', async () => {
    expectProblem(await probe.send('GET', '/docs/nothing.js'), 404, 'not_found');
  });

  it('limits one client (the YAML is dear to write)', async () => {
    const asked = await Promise.all(Array.from({ length: 121 }, () => probe.send('GET', '/docs-json')));
    expectProblem(asked.at(-1)!, 429, 'throttled');
    await probe.restart();
  });

  it.each(['/docs', '/docs/', '/docs/swagger-ui-init.js', '/docs-yaml', '/docs/swagger-ui.css'])('names the charset of %s', async (url) => {
    const { status, headers } = await probe.send('GET', url);
    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/; charset=utf-8$/i)]);
  });

  it('is nowhere when it is switched off, not even on the front page', async () => {
    await probe.restart({ docs: false });
    for (const url of ['/docs', '/docs/', '/docs-json', '/docs-yaml', '/docs/swagger-ui-init.js'])
      expectProblem(await probe.send('GET', url), 404, 'not_found');
    expect((await probe.app.inject({ method: 'GET', url: '/' })).body).not.toContain('/docs');
    await probe.restart();
  });

  it('is there as YAML', async () => {
    expect((await probe.app.inject({ method: 'GET', url: '/docs-yaml' })).body).toContain('openapi: 3.1.0');
  });

  it.each(['/docs', '/docs/'])('has a page at %s whose scripts are files', async (url) => {
    const page = await probe.app.inject({ method: 'GET', url });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect(page.body).not.toMatch(/<script(?![^>]*src=)/);
    const [, script] = /src="([^"]*swagger-ui-bundle.js)"/.exec(page.body)!;
    const loaded = await probe.app.inject({ method: 'GET', url: new URL(script!, `http://localhost:3000${url}`).pathname });
    expect(loaded.statusCode).toBe(200);
  });

  it('is called what the product is called, which is shown as text (cross-site scripting)', async () => {
    const name = '</title><script>alert(1)</script>';
    await probe.restart({ brand: { ...OUR_BRAND, name } });
    const page = await probe.app.inject({ method: 'GET', url: '/docs' });
    expect(page.body).toContain('<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; API</title>');
    const document = await probe.app.inject({ method: 'GET', url: '/docs-json' });
    expect((JSON.parse(document.body) as { info: object }).info).toMatchObject({ title: name });
    await probe.restart();
  });
});
