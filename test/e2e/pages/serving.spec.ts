import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { OUR_BRAND } from '@castellan/branding';
import { PROBE_PROVIDERS } from '../../support/http/probe.js';
import { expectProblem, ProbeClient } from '../../support/http/probe-client.js';

const PATHS = ['/', '/register', '/login', '/login/code', '/login/second-factor', '/login/passkey', '/login/connect', '/logout'];
const MAILED = ['/verify-account', '/password-reset', '/password-reset-confirm', '/change-email-confirm', '/undo-email-change'];
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const probe = new ProbeClient();
beforeAll(() => probe.restart());
afterAll(() => probe.close());

const open = (url: string, headers: Record<string, string> = BROWSER) => probe.app.inject({ method: 'GET', url, headers });
const bootOf = (html: string) => JSON.parse(/<script type="application\/json" id="boot">(.*?)<\/script>/.exec(html)![1]!);
const assetsOf = (html: string): readonly string[] => [...html.matchAll(/(?:href|src)="([^"]*\/assets\/[^"]*)"/g)].map(([, url]) => url!);

describe('pages', () => {
  it.each(PATHS)('serves %s, which no cache keeps and which may do nothing but call this service', async (path) => {
    const { statusCode, headers } = await open(path);
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'content-security-policy': POLICY });
  });

  it.each(PATHS)('answers HEAD of %s alike, and no other method', async (path) => {
    const head = await probe.app.inject({ method: 'HEAD', url: path, headers: BROWSER });
    expect([head.statusCode, head.headers['content-security-policy'], head.body]).toEqual([200, POLICY, '']);
    expectProblem(await probe.send('POST', path, { 'content-type': 'application/json' }, '{}'), 405, 'method_not_allowed');
  });

  it.each(PATHS)('puts nothing of the address of %s into the page (reflected script)', async (path) => {
    const { body } = await open(`${path}?next=<script>alert(1)</script>&lang=<script>alert(2)</script>&token=secret`);
    expect(body).not.toMatch(/alert\(|secret|\{\{/);
    expect(body.match(/<script/g)).toHaveLength(2); // a block of data, and a file
    expect(body).not.toMatch(/\son[a-z]+=|style=|javascript:/);
  });

  it('shows hostile names of the operator as text (script in a name)', async () => {
    const name = `</script><script>alert(1)</script>"'&{{x}}`;
    await probe.restart({ brand: { ...OUR_BRAND, name } });
    const { body } = await open('/login');
    expect(body.match(/<script/g)).toHaveLength(2);
    expect(bootOf(body).brand.name).toBe(name);
    await probe.restart();
  });

  it('serves the logo beside the other files', async () => {
    const logo = { bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), type: 'image/svg+xml', hash: 'abc' } as const;
    await probe.restart({ brand: { ...OUR_BRAND, logo } });
    const { brand } = bootOf((await open('/')).body);
    const answer = await open(brand.logo);
    expect([brand.logo, answer.headers['content-type'], answer.body]).toEqual([
      '/assets/logo-abc.svg',
      'image/svg+xml',
      String(logo.bytes),
    ]);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'"); // a script in it does nothing
    await probe.restart();
  });

  it('says whether there is a session to ask for, and nothing else of anybody', async () => {
    expect(bootOf((await open('/')).body).hasSession).toBe(false);
    expect(bootOf((await open('/', { ...BROWSER, cookie: 'refresh_token=secret' })).body).hasSession).toBe(true);
    expect((await open('/', { ...BROWSER, cookie: 'access_token=secret' })).body).not.toContain('secret');
  });

  it('says whether a sign-in waits for its second step, and nothing else of it', async () => {
    expect(bootOf((await open('/login/second-factor')).body).hasPending).toBe(false);
    const { body } = await open('/login/second-factor', { ...BROWSER, cookie: 'pending=secret' });
    expect(bootOf(body).hasPending).toBe(true);
    expect(body).not.toContain('secret');
  });

  it('names the providers that people may sign in with', async () => {
    expect(bootOf((await open('/login')).body).providers).toEqual(PROBE_PROVIDERS);
  });

  it('says whether browsers take passkeys here', async () => {
    expect(bootOf((await open('/login')).body).passkeys).toBe(true);
    await probe.restart({ passkeysOnPages: false });
    expect(bootOf((await open('/login')).body).passkeys).toBe(false);
    await probe.restart();
  });

  it('shows the ways of development only there', async () => {
    expect(bootOf((await open('/')).body).ways).toBeNull();
    await probe.restart({ inbox: true, panelUrl: 'http://localhost:3001' });
    expect(bootOf((await open('/')).body).ways).toEqual({ docs: '/docs', inbox: '/dev/inbox', panel: 'http://localhost:3001' });
    await probe.restart();
  });
});

describe('languages of the pages', () => {
  const languageOf = async (url: string, headers: Record<string, string> = {}) => {
    const { body } = await open(url, { ...BROWSER, ...headers });
    const [, language] = /<html lang="([^"]*)"/.exec(body)!;
    expect(bootOf(body).language).toBe(language);
    return language;
  };

  it.each([
    ['/login', {}, 'en'],
    ['/login', { 'accept-language': 'fr, de-AT;q=0.8, en;q=0.5' }, 'de'],
    ['/login', { 'accept-language': 'de', cookie: 'profile_language=en-GB' }, 'en'],
    ['/login', { cookie: 'profile_language=en; language=de' }, 'de'],
    ['/login?lang=en', { cookie: 'language=de', 'accept-language': 'de' }, 'en'],
    ['/login?lang=xx', { 'accept-language': 'de' }, 'de'],
    ['/login?lang=en&lang=de', { 'accept-language': 'de' }, 'de'],
    ['/login', { cookie: 'language=../../etc' }, 'en'],
  ])('of %s with %j is %s', async (url, headers, language) => {
    expect(await languageOf(url, headers)).toBe(language);
  });

  it('remembers what is asked for, where it is spoken', async () => {
    expect((await open('/login?lang=de-CH')).headers['set-cookie']).toBe('language=de; Path=/; Max-Age=31536000; SameSite=Lax');
    expect((await open('/login?lang=xx')).headers['set-cookie']).toBeUndefined();
  });

  it('has titles in them', async () => {
    expect((await open('/login?lang=de')).body).toContain('<title>Anmelden · Castellan</title>');
    expect((await open('/')).body).toContain('<title>Castellan</title>');
  });
});

describe('files of the pages', () => {
  it('are kept for ever, and come packed as the browser asks', async () => {
    const assets = assetsOf((await open('/login')).body);
    expect(assets.length).toBeGreaterThanOrEqual(3);
    for (const url of assets) {
      const plain = await open(url, {});
      expect(plain.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' });
      expect([plain.statusCode, plain.headers['content-encoding']]).toEqual([200, undefined]);
      const gzip = await open(url, { 'accept-encoding': 'gzip, deflate' });
      const br = await open(url, { 'accept-encoding': 'gzip, deflate, br' });
      expect([gzip.headers['content-encoding'], br.headers['content-encoding']]).toEqual(['gzip', 'br']);
      expect(gunzipSync(gzip.rawPayload)).toEqual(plain.rawPayload);
      expect(brotliDecompressSync(br.rawPayload)).toEqual(plain.rawPayload);
      expect((await open(url, { 'accept-encoding': 'br;q=0, gzip;q=0' })).headers['content-encoding']).toBeUndefined();
    }
  });

  it.each(['nothing.js', '..%2f..%2fpackage.json', '%2e%2e%2fmanifest.json', 'manifest.json', '__proto__', 'main.js.gz'])(
    'are all there is below /assets/: not %s (path traversal)',
    async (name) => {
      expectProblem(await probe.send('GET', `/assets/${name}`), 404, 'not_found');
    },
  );
});

describe('without PAGES', () => {
  beforeAll(() => probe.restart({ pages: false }));
  afterAll(() => probe.restart());

  it.each(PATHS)('%s is no page', async (path) => {
    expect((await open(path)).statusCode).toBe(404);
    expectProblem(await probe.send('GET', path, { accept: 'application/json' }), 404, 'not_found');
  });

  it.each(MAILED)('%s stays', async (path) => expect((await open(path)).statusCode).toBe(200));

  it('leads who is lost back to the app that people sign in by, or nowhere', async () => {
    await probe.restart({ pages: false, publicUrl: 'http://localhost:3000', frontendUrl: 'https://app.example' });
    expect((await open('/nothing')).body.match(/href="https:\/\/app\.example"/g)).toHaveLength(2);
    expect(bootOf((await open('/verify-account')).body).home).toBe('https://app.example');
    await probe.restart({ pages: false, publicUrl: 'http://localhost:3000', frontendUrl: 'http://localhost:3000' });
    expect((await open('/nothing')).body).not.toMatch(/<a /);
  });
});

describe('below a path', () => {
  beforeAll(() => probe.restart({ publicUrl: 'http://localhost:3000/auth', frontendUrl: 'http://localhost:3000/auth' }));
  afterAll(() => probe.restart());

  it('are pages that load everything from below it', async () => {
    const { body } = await open('/auth/login?lang=de');
    const assets = assetsOf(body);
    expect(assets.filter((url) => !url.startsWith('/auth/assets/'))).toEqual([]);
    for (const url of assets) expect((await open(url)).statusCode).toBe(200);
    expect(bootOf(body)).toMatchObject({ base: '/auth', messagesUrl: expect.stringMatching(/^\/auth\/assets\//) as string });
    expect((await open('/auth/login?lang=de')).headers['set-cookie']).toContain('Path=/auth;');
  });
});
