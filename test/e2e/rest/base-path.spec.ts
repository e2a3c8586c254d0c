import { PublishedKeys } from '@castellan/access';
import type { InboxMessage } from '@castellan/notifications';
import { Registry } from 'prom-client';
import { HttpClient } from '../../support/http/client.js';
import type { Answer } from '../../support/http/client.js';
import { MountedHost } from '../../support/mount/mounted-host.js';
import type { Platform } from '../../support/mount/mounted-host.js';
import { PathProxy } from '../../support/http/proxy.js';
import { parsed, talk } from '../../support/http/wire.js';
import { avatarPart, plain, sendForm } from '../../support/people/avatars.js';
import { aUser, someone } from '../../support/people/people.js';
import { freePort } from '../../support/service/free-port.js';
import { someAddress } from '../../support/http/some-address.js';
import { TestApp } from '../../support/app/test-app.js';
import { withApp } from '../../support/app/with-app.js';

const PATH = '/auth';
const HTML = { accept: 'text/html' };
/** Every page there is, and one that there is not. */
const PAGES = [
  ...['', '/', '/verify-account', '/password-reset', '/password-reset-confirm', '/change-email-confirm', '/undo-email-change'],
  ...['/confirm-sign-in', '/report-sign-in', '/register', '/login', '/login/code', '/login/second-factor', '/logout'],
  ...['/docs', '/docs/', '/dev/inbox', '/nothing'],
];

/** Where it runs. */
interface Service {
  readonly base: string;
  mailTo(address: string): Promise<InboxMessage>;
  close(): Promise<void>;
}

const alone = (publicUrl: string): Promise<Service> => TestApp.start({ PUBLIC_URL: publicUrl });
const inHost = (platform: Platform) => (publicUrl: string) => MountedHost.start(platform, { options: { publicUrl, path: PATH } });

describe.each([
  ['by itself, behind a proxy that takes the path off', alone, true],
  ['by itself, behind a proxy that leaves the path on', alone, false],
  ['in a host on Express', inHost('express'), false],
  ['in a host on Fastify', inHost('fastify'), false],
])('the service below a path, %s', (_, start, strips) => {
  let service: Service;
  let proxy: PathProxy;
  let publicUrl: string;

  beforeAll(async () => {
    const port = await freePort();
    publicUrl = `http://127.0.0.1:${port}${PATH}`;
    service = await start(publicUrl);
    proxy = await PathProxy.start(service.base, { path: PATH, strips, port });
  });
  afterAll(async () => {
    await proxy.close();
    await service.close();
  });

  const aClient = (base = publicUrl) => new HttpClient(base, { 'x-forwarded-for': someAddress() });
  /** Opens an address as it was given to people. */
  const open = (address: string, headers = {}): Promise<Answer> => aClient('').get(address, headers);

  /** As a person does it: by the mailed link, and what its page posts to. */
  async function signUp(browser = aClient()) {
    const person = someone();
    await browser.post('/api/auth/signup/', person);
    const { links } = await service.mailTo(person.email);
    const link = new URL(links.find((one) => one.includes('token='))!);
    const base = baseIn(await open(link.href, HTML));
    const confirmed = await aClient(link.origin).post(`${base}/api/auth/verify-account`, Object.fromEntries(link.searchParams));
    return { person, link, confirmed };
  }

  it('is signed up at, in and out, by nothing but addresses that it gives', async () => {
    const browser = aClient();
    const { person, link, confirmed } = await signUp(browser);
    expect(link.href).toMatch(new RegExp(`^${publicUrl}/verify-account\\?`));
    expect(confirmed.status).toBe(200);

    const { cookies, status } = await browser.post('/api/auth/login/', person);
    expect([status, Object.keys(cookies).sort()]).toEqual([200, ['access_token.auth', 'device.auth', 'refresh_token.auth']]);
    expect((await browser.get('/api/auth/me/')).status).toBe(200);
    expect((await browser.post('/api/auth/refresh/')).status).toBe(200);

    const page = await browser.get('/api/auth/activity/?limit=1');
    expect(page.body.next).toMatch(new RegExp(`^${publicUrl}/api/auth/activity/\\?`));
    expect((await browser.get((page.body.next as string).slice(publicUrl.length))).body.results).toHaveLength(1);

    const { body } = await sendForm(browser, '/api/profile/avatar/', [avatarPart(await plain().jpeg().toBuffer())]);
    expect(body.avatar_url).toMatch(new RegExp(`^${publicUrl}/avatars/`));
    expect((await open(body.avatar_url as string)).headers.get('content-type')).toBe('image/webp');

    const out = await browser.post('/api/auth/logout/');
    expect([out.status, Object.keys(out.cookies).sort()]).toEqual([200, ['access_token.auth', 'refresh_token.auth']]);
    expect(out.headers.get('clear-site-data')).toBeNull(); // it would be the host's
  });

  it('confirms by the link of the API, and leads browsers to the page', async () => {
    const led = await aClient().get('/api/auth/verify-account/?uid=u1&token=t1', HTML);
    expect([led.status, led.headers.get('location')]).toEqual([303, `${publicUrl}/verify-account?uid=u1&token=t1`]);
    expect((await open(`${publicUrl}/verify-account?uid=u1&token=t1`)).status).toBe(200);
  });

  it('issues tokens by its whole address, and publishes their keys below it', async () => {
    const { person } = await signUp();
    const { body } = await aClient().post('/api/auth/login/', { ...person, transport: 'bearer' });
    const [head, claims] = (body.tokens.access as string).split('.').slice(0, 2).map(inToken);
    const { iss, aud } = claims!;
    expect([iss, aud]).toEqual([publicUrl, publicUrl]);

    const keys = new PublishedKeys(`${iss!}/.well-known/jwks.json`);
    await keys.reload();
    expect(keys.find(head!.kid!)).toBeDefined();
  });

  it('documents itself where it is', async () => {
    const { body } = await aClient().get('/docs-json');
    expect(body.servers.map(({ url }: { url: string }) => url)).toEqual([PATH, publicUrl]);
    expect(Object.keys(body.paths as object)).toContain('/api/auth/me');
  });

  it('names no address outside of its path, and serves each that it names', async () => {
    const seen = new Map<string, Answer>();
    const waiting = PAGES.map((path) => publicUrl + path);
    for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
      if (seen.has(address)) continue;
      const answer = await open(address, HTML);
      seen.set(address, answer);
      waiting.push(...addressesIn(answer, address));
    }

    const addresses = [...seen.keys()];
    expect(addresses.filter((address) => address !== publicUrl && !address.startsWith(`${publicUrl}/`))).toEqual([]);
    const missing = addresses.filter((address) => seen.get(address)!.status === 404);
    expect(missing.sort()).toEqual([`${publicUrl}/dev/inbox`, `${publicUrl}/nothing`]); // the inbox is not for who comes through a proxy
    expect(addresses.length).toBeGreaterThan(20);
    for (const { status, cookies, headers } of seen.values()) {
      expect([[200, 303, 404, 405], {}]).toEqual([expect.arrayContaining([status]), cookies]);
      if (status === 303) expect(headers.get('location')).toMatch(new RegExp(`^${publicUrl}/`));
    }
  });
});

describe('a service below a path', () => {
  const app = withApp({ PUBLIC_URL: `http://localhost:3000${PATH}`, THROTTLE_LOGIN: '3/min' });
  const SPELLINGS = ['', PATH];
  const raw = async (url: string, { method = 'GET', headers = '' } = {}) => {
    const port = Number(new URL(app.base).port);
    return parsed(await talk(port, `${method} ${url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`).answer);
  };

  it('has an inbox that names no address outside of it', async () => {
    await aUser(app);
    const page = await new HttpClient(app.base).get(`${PATH}/dev/inbox`, HTML);
    const assets = addressesIn(page, app.base + PATH).filter((address) => address.startsWith(app.base));
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      expect(asset).toMatch(new RegExp(`^${app.base}${PATH}/`));
      expect((await new HttpClient('').get(asset)).status).toBe(200);
    }
  });

  it.each(SPELLINGS)('asks at "%s" who is there, and keeps its answers out of every cache', async (spelling) => {
    const closed = await raw(`${spelling}/api/auth/me/`);
    expect([closed.status, closed.code, closed.headers['cache-control']]).toEqual([401, 'not_authenticated', 'no-store']);
    const other = await raw(`${spelling}/api/auth/login/`);
    expect([other.status, other.headers['allow']]).toEqual([405, 'POST']);
    expect(await raw(`${spelling}/nothing`)).toMatchObject({ status: 404, code: 'not_found' });
    const url = `http://anything${spelling}/api/auth/me/`;
    expect(await raw(url)).toMatchObject({ status: 401 });
  });

  it.each([
    ...[
      '/auth/auth/api/auth/me',
      '//auth/api/auth/me',
      '/auth//api/auth/me',
      '/AUTH/api/auth/me',
      '/authx/api/auth/me',
      '/authapi/auth/me',
    ],
    ...['/%61uth/api/auth/me', '/auth%2Fapi/auth/me', '/auth/../api/auth/me', '/auth/x/..%2fapi/auth/me', '/x/../auth/api/auth/me'],
    ...['/auth/.well-known/../api/auth/me', '/auth;/api/auth/me', '/auth\\api/auth/me'],
  ])('has nothing at %s (a guard that is gone round)', async (url) => {
    expect(await raw(url)).toMatchObject({ status: 404, code: 'not_found', headers: { 'cache-control': 'no-store' } });
  });

  it('counts both spellings as one (a limit that is gone round)', async () => {
    const client = app.client();
    const nobody = { email: 'nobody@example.com', password: 'wrong' };
    const statuses: number[] = [];
    for (const spelling of ['', PATH, '', PATH]) statuses.push((await client.post(`${spelling}/api/auth/login/`, nobody)).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
  });

  it.each(SPELLINGS)('refuses at "%s" what a foreign page sends (CSRF)', async (spelling) => {
    const from = (origin: string) => app.client().post(`${spelling}/api/auth/refresh/`, {}, { origin });
    expect(await from('https://evil.example')).toMatchObject({ status: 403, body: { code: 'csrf_rejected' } });
    expect(await from('http://localhost:3000')).toMatchObject({ status: 401 });
  });

  it('is measured by routes, which know nothing of the path', async () => {
    await raw('/auth/api/auth/sessions/');
    await raw('/auth/nothing');
    const metrics = await app.get(Registry).metrics();
    expect(metrics).toContain('route="/api/auth/sessions"');
    expect(metrics).not.toContain(`"${PATH}/`);
  });
});

/** The path that the pages are told: below it is what they send to. */
function baseIn({ text }: Answer): string {
  const [, boot = '{}'] = /<script type="application\/json" id="boot">(.*?)<\/script>/.exec(text) ?? [];
  return (JSON.parse(boot) as { readonly base: string }).base;
}

/** Where a page leads, loads from and sends to, as its browser reads it. */
function addressesIn(page: Answer, at: string): readonly string[] {
  const inElements = [...page.text.matchAll(/\b(?:href|src|action)=["'](?!data:|&#|\$)([^"'{]*)["']/g)].map(([, address]) => address!);
  const isPage = page.headers.get('content-type')?.startsWith('text/html');
  return isPage ? inElements.map((address) => new URL(address, at).href) : [];
}

const inToken = (part: string) =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as { readonly kid?: string; readonly iss?: string; readonly aud?: string };
