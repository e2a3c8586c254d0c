import { plain, avatarPart, putAvatar, avatarUrl, here } from '../../support/people/avatars.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

let app: TestApp;
let jpeg: Buffer;
let session: BearerSession;

beforeAll(async () => {
  app = await TestApp.start({ PUBLIC_URL: 'http://localhost:3999' });
  jpeg = await plain().jpeg().toBuffer();
});
afterAll(() => app.close());

describe('a picture’s address', () => {
  let url: string;
  beforeAll(async () => {
    session = await signInBearer(app, await aUser(app));
    await putAvatar(app, session, [avatarPart(jpeg)]);
    url = here(app, await avatarUrl(app, session));
  });

  it('says that it is a picture and nothing else, for ever and for every page', async () => {
    const { headers } = await fetch(url);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: `"${url.slice(url.lastIndexOf('/') + 1)}"`,
    });
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('sends nothing to who has it already', async () => {
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await fetch(url, { headers: { 'if-none-match': known } });
      expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await fetch(url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toMatch(/^\d{3,}$/);
  });

  it('ignores a token, even a bad one', async () => {
    expect((await fetch(url, { headers: { authorization: 'Bearer nonsense' } })).status).toBe(200);
  });

  it.each([
    '/avatars/',
    '/avatars/x.webp',
    `/avatars/${'A'.repeat(43)}.webp`,
    '/avatars/..%2f..%2f..%2fetc%2fpasswd',
    '/avatars/..%2f..%2fpackage.json.webp',
    '/avatars/%2e%2e%2f%2e%2e%2fpackage.json',
    '/avatars/..%5c..%5cpackage.json.webp',
    '/avatars/%00.webp',
    "/avatars/'%20OR%20'1'='1.webp",
    '/avatars/x.png',
  ])('%s is nothing (path traversal)', async (path) => {
    const answer = await app.client().get(path);
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
  });

  it('is not the one without its ending, nor in other letters', async () => {
    expect((await fetch(url.replace('.webp', ''))).status).toBe(404);
    expect((await fetch(url.replace(/\/([\w-]{43})\./, (name) => name.toLowerCase()))).status).toBe(404);
    expect((await fetch(`${url}/x`)).status).toBe(404);
  });
});
