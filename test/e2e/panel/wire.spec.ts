import { createPanel } from '../../../apps/admin/src/create-panel.js';
import { TestPanel } from '../../support/panel/browser.js';
import type { PanelBrowser } from '../../support/panel/browser.js';
import { TestApp } from '../../support/app/test-app.js';
import { parsed, talk as talkTo } from '../../support/http/wire.js';

const HEADERS = [
  'cache-control',
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-frame-options',
  'x-request-id',
  'x-robots-tag',
];
const FORM = 'application/x-www-form-urlencoded';

let app: TestApp;
let panel: TestPanel;
let browser: PanelBrowser;
beforeAll(async () => {
  app = await TestApp.start();
  panel = await TestPanel.start(app);
  ({ browser } = await panel.anOperator({ superuser: true }));
}, 240_000);
afterAll(async () => {
  await panel.close();
  await app.close();
});

const port = (): number => Number(new URL(panel.base).port);
const talk = async (text: string) => parsed(await talkTo(port(), text).answer);
const get = (target: string, more = ''): string => `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${more}\r\n`;
const missing = (headers: Readonly<Record<string, string>> | Headers): readonly string[] =>
  HEADERS.filter((name) => !(headers instanceof Headers ? headers.get(name) : headers[name]));
const styleOf = async (one: PanelBrowser): Promise<string> =>
  /\/assets\/design-[\w-]+\.css/.exec((await one.get('/sign-in')).text)?.[0] ?? 'no style';

describe('what the panel answers', () => {
  it.each([
    ['garbage', 'NONSENSE\r\n\r\n', 400],
    ['endless headers', get('/sign-in', `X-Long: ${'a'.repeat(40_000)}\r\n`), 431],
    ['no Host', 'GET /sign-in HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['two Hosts (cache poisoning)', get('/sign-in', 'host: y\r\n'), 400],
    ['two lengths (smuggling)', 'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['the headers of a page for 500 rows', get('/sign-in', `X-Long: ${'a'.repeat(20_000)}\r\n`), 200],
    ['HTTP/1.0 without a Host, as old balancers ask', 'GET /healthz HTTP/1.0\r\n\r\n', 200],
    ['an address with a host in it', get('http://evil.example/sign-in'), 200],
    ['an address that cannot be decoded, outside', get('/resources/%ZZ'), 303],
    ['an expectation that nobody knows', get('/sign-in', 'Expect: 200-maybe\r\n'), 200],
  ])('has the headers of every answer: to %s', async (_, text, status) => {
    const { headers, ...answer } = await talk(text);
    expect(answer.status).toBe(status);
    expect(missing(headers)).toEqual([]);
    expect([headers['x-powered-by'], headers['server'], headers['etag']]).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    ['/', 200],
    ['/nothing', 404],
    ['/api/nothing', 404],
    ['/resources/nothing', 404],
    ['/api/dashboard', 200],
    ['/healthz', 200],
    ['/frontend/assets/app.bundle.js', 200],
  ])('has them to an operator at %s', async (path, status) => {
    const answer = await browser.get(path);
    expect([answer.status, missing(answer.headers)]).toEqual([status, []]);
  });

  it('carries a trace id of its own, whatever the request brings (log forging)', async () => {
    const { headers } = await panel.browser().get('/sign-in', { 'x-request-id': 'theirs' });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it.each(['OPTIONS', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])('to %s is that it is not used, signed in or not', async (method) => {
    for (const one of [browser, panel.browser()]) {
      expect((await one.send(method, '/sign-in')).status).toBe(405);
      expect(JSON.parse((await one.send(method, '/api/dashboard')).text)).toMatchObject({ notice: { type: 'error' } });
    }
  });

  it('to HEAD is what it is to GET, without the page', async () => {
    for (const path of ['/sign-in', '/', '/api/dashboard', '/frontend/assets/app.bundle.js', '/nothing']) {
      const [head, page] = [await browser.send('HEAD', path), await browser.get(path)];
      expect([path, head.status, head.text]).toEqual([path, page.status, '']);
      expect(head.headers.get('content-type')).toBe(page.headers.get('content-type'));
      expect(head.headers.get('content-length')).toBe(page.headers.get('content-length'));
    }
    expect((await panel.browser().send('HEAD', '/')).status).toBe(303);
  });

  it('is the same with a slash at the end, and however the path is spelt', async () => {
    for (const path of ['/sign-in/', '/SIGN-IN']) expect((await panel.browser().get(path)).status).toBe(200);
    expect((await browser.get('/resources/users/')).status).toBe(200);
  });

  it('is 400 where an address cannot be decoded', async () => {
    for (const path of ['/resources/%ZZ', '/avatars/%E0%A4%A.webp', '/%']) {
      const { status } = await talk(get(path, `Cookie: admin_session=${browser.jar.get('admin_session')}\r\n`));
      expect([path, status]).toEqual([path, 400]);
    }
    expect((await browser.get('/sign-in?identifier=%ZZ')).status).toBe(200);
  });

  it('is nothing without a session, at every path but those of the way in', async () => {
    const open = ['/sign-in', '/sign-in/code', '/sign-in/mailed', '/sign-out', '/healthz', '/readyz', await styleOf(browser)];
    for (const path of open) expect([path, (await panel.browser().get(path)).status]).toEqual([path, 200]);
    for (const path of [
      '/',
      '/nothing',
      '/assets/application.css',
      '/frontend/assets/app.bundle.js',
      '/api/figures/sums',
      '/export/users.csv',
    ])
      expect(await panel.browser().get(path)).toMatchObject({ status: 303, location: '/sign-in' });
    expect(await panel.browser().submit('/healthz')).toMatchObject({ status: 303, location: '/sign-in' });
  });
});

describe('the scripts of AdminJS', () => {
  it('are kept by the browser for a day, and asked for again by their date', async () => {
    const first = await browser.get('/frontend/assets/app.bundle.js');
    expect(first.headers.get('cache-control')).toBe('private, max-age=86400');
    expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const cookie = `Cookie: admin_session=${browser.jar.get('admin_session')}`;
    const again = await talkTo(
      port(),
      get('/frontend/assets/app.bundle.js', `${cookie}\r\nIf-Modified-Since: ${first.headers.get('last-modified')}\r\n`),
    ).answer;
    expect(again).toMatch(/^HTTP\/1\.1 304 [^]*\r\n\r\n$/);
  });

  it.each(['components.bundle.js', '..%2f..%2fpackage.json', '%2e%2e/%2e%2e/package.json', 'logo.svg', '__proto__', 'constructor'])(
    'are no way to another file (%s)',
    async (name) => {
      const cookie = `Cookie: admin_session=${browser.jar.get('admin_session')}\r\n`;
      expect((await talk(get(`/frontend/assets/${name}`, cookie))).status).toBe(404);
    },
  );
});

describe('the cookie of a session', () => {
  const statusWith = async (cookie: string) => (await panel.browser().get('/', { cookie })).status;
  const own = () => browser.jar.get('admin_session')!;

  it('is found among others', async () => expect(await statusWith(`a=1; admin_session=${own()}; b=2`)).toBe(200));

  it('is believed if it comes twice alike, and not beside another (cookie tossing)', async () => {
    expect(await statusWith(`admin_session=${own()}; admin_session=${own()}`)).toBe(200);
    expect(await statusWith(`admin_session=planted; admin_session=${own()}`)).toBe(303);
    expect(await statusWith(`admin_session=${own()}; admin_session=planted`)).toBe(303);
  });

  it('is taken back when it is none any more, and no other one is', async () => {
    const { cookies } = await panel.browser().get('/', { cookie: 'admin_session=over; admin_step=still' });
    expect(cookies).toEqual([expect.stringMatching(/^admin_session=; Max-Age=0; /)]);
  });
});

describe('connections to the panel', () => {
  it('are kept longer than the usual proxies keep them', async () => {
    const { socket, answer } = talkTo(port(), 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    socket.once('data', () => socket.end());
    expect(parsed(await answer).headers).toMatchObject({ connection: 'keep-alive', 'keep-alive': 'timeout=72' });
  });

  it('are bounded in time and number, as those to the API are (slowloris)', async () => {
    const { instance, close } = createPanel(app.app, { ...app.configuration, trustedProxies: [], maxConnections: 8 });
    await instance.listen({ port: 0, host: '127.0.0.1' });
    const { server } = instance;
    expect([server.headersTimeout, server.requestTimeout, server.timeout, server.keepAliveTimeout]).toEqual([
      30_000, 30_000, 120_000, 72_000,
    ]);
    const { port: own } = server.address() as { readonly port: number }; // a TCP server has one
    const wires = Array.from({ length: 4 }, () => talkTo(own, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'));
    const answers = await Promise.all(
      wires.map(({ socket, answer }) => Promise.race([answer, new Promise((resolve) => socket.once('data', () => resolve('answered')))])),
    );
    expect(answers.toSorted()).toEqual(['', '', 'answered', 'answered']);
    await close();
  });

  it('that bring a request slowly are cut', async () => {
    const { instance, close } = createPanel(app.app, app.configuration);
    await instance.listen({ port: 0, host: '127.0.0.1' });
    Object.assign(instance.server, { headersTimeout: 50, requestTimeout: 50 });
    const { port: own } = instance.server.address() as { readonly port: number }; // a TCP server has one
    const head = `POST /sign-in HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Type: ${FORM}\r\n`;
    const slow = await Promise.all([head, `${head}Content-Length: 9\r\n\r\na`].map((text) => talkTo(own, text).answer)); // looked at every 5 s
    expect(slow.map((answer) => parsed(answer).status)).toEqual([408, 408]);
    await close();
  }, 15_000);

  it('end with the panel, once what has arrived is answered', async () => {
    const ending = await TestPanel.start(app);
    const own = Number(new URL(ending.base).port);
    const idle = talkTo(own, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => idle.socket.once('data', resolve));
    const busy = talkTo(own, get('/', `Cookie: admin_session=${browser.jar.get('admin_session')}\r\n`).replace('close', 'keep-alive'));
    await new Promise((resolve) => setTimeout(resolve, 20)); // it has arrived
    const begun = performance.now();
    await ending.close();
    expect(parsed(await busy.answer).status).toBe(200);
    expect(parsed(await idle.answer).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
