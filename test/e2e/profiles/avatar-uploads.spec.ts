import { plain, avatarPart, putAvatar, avatarUrl, here, sendForm } from '../../support/people/avatars.js';
import type { Answer } from '../../support/http/client.js';
import { aUser, signInBearer, signInCookie } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

const PATH = '/api/profile/avatar/';
const refusals = (answer: Answer): unknown => answer.body.errors?.avatar;

let app: TestApp;
let jpeg: Buffer;
let session: BearerSession;

beforeAll(async () => {
  app = await TestApp.start({ PUBLIC_URL: 'http://localhost:3999' });
  jpeg = await plain().jpeg().toBuffer();
});
afterAll(() => app.close());
beforeEach(async () => {
  session = await signInBearer(app, await aUser(app));
});

describe('an upload', () => {
  it.each([
    ['an SVG with the name and type of a JPEG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a script that begins like a GIF (polyglot)', 'GIF89a/*<script>*/=1;alert(1)//'],
    ['half a JPEG’s first bytes', '\xff\xd8\xff'],
  ])('is refused: %s', async (_what, text) => {
    const answer = await putAvatar(app, session, [avatarPart(Buffer.from(text, 'latin1'))]);
    expect(answer.status).toBe(400);
    expect(refusals(answer)).toHaveLength(1);
    expect(await avatarUrl(app, session)).toBeNull();
  });

  it('is refused: a picture with a page behind it (polyglot)', async () => {
    expect((await putAvatar(app, session, [avatarPart(Buffer.concat([jpeg, Buffer.from('<html>')]))])).status).toBe(400);
  });

  it('is refused: half a picture, and what claims to be too large (truncation, decompression bomb)', async () => {
    const bomb = await plain(8_000, 6_000).png({ compressionLevel: 9 }).toBuffer();
    expect(refusals(await putAvatar(app, session, [avatarPart(jpeg.subarray(0, jpeg.length / 2))]))).toEqual([
      'This picture is damaged or incomplete.',
    ]);
    expect(refusals(await putAvatar(app, session, [avatarPart(bomb)]))).toEqual(['This picture has more than 40 megapixels.']);
  });

  it('is judged by its content, not by its name or type', async () => {
    expect((await putAvatar(app, session, [avatarPart(jpeg, { fileName: '../../etc/passwd.svg', type: 'image/svg+xml' })])).status).toBe(
      200,
    );
  });

  it('is refused with more than 5 MB, also when its length is not told before', async () => {
    const large = Buffer.concat([jpeg, Buffer.alloc(5 * 1024 * 1024)]);
    const tooLarge = { status: 413, body: { code: 'payload_too_large', detail: 'The picture is larger than 5 MB.' } };
    expect(await putAvatar(app, session, [avatarPart(large)])).toMatchObject(tooLarge);
    const huge = Buffer.concat([jpeg, Buffer.alloc(12 * 1024 * 1024)]);
    expect(await putAvatar(app, session, [avatarPart(huge)])).toMatchObject(tooLarge);
    const head = '--b\r\ncontent-disposition: form-data; name="avatar"; filename="a.jpg"\r\n\r\n';
    const parts = [Buffer.from(head), ...Array.from({ length: 100 }, () => Buffer.alloc(128 * 1024)), Buffer.from('\r\n--b--\r\n')];
    const chunked = await fetch(app.base + PATH, {
      method: 'PUT',
      headers: { ...session.bearer, 'content-type': 'multipart/form-data; boundary=b' },
      body: new ReadableStream({ pull: (out) => enqueue(out, parts.shift()) }),
      duplex: 'half',
    });
    expect(chunked.status).toBe(413);
    expect((await putAvatar(app, session, [avatarPart(jpeg)])).status).toBe(200);
  });

  it('must have exactly one picture, in its field', async () => {
    expect(refusals(await putAvatar(app, session, []))).toEqual(['This field is required.']);
    expect(refusals(await putAvatar(app, session, [{ name: 'avatar', content: 'a text' }]))).toEqual(['This field is required.']);
    expect(refusals(await putAvatar(app, session, [avatarPart(Buffer.alloc(0))]))).toEqual(['This file is empty.']);
    expect(refusals(await putAvatar(app, session, [{ ...avatarPart(jpeg), name: 'picture' }]))).toEqual([
      'Send the picture in the field avatar.',
    ]);
    expect(refusals(await putAvatar(app, session, [avatarPart(jpeg), avatarPart(jpeg)]))).toEqual(['Send one picture only.']);
    expect(refusals(await putAvatar(app, session, [avatarPart(jpeg), { ...avatarPart(jpeg), name: 'other' }]))).toHaveLength(1);
    expect(await avatarUrl(app, session)).toBeNull();
  });

  it('ignores other fields (mass assignment)', async () => {
    const fields = ['user_id', 'is_staff', '__proto__x'].map((name) => ({ name, content: 'true' }));
    expect((await putAvatar(app, session, [...fields, avatarPart(jpeg)])).status).toBe(200);
  });

  it.each([
    [
      'a form that never ends',
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="avatar"; filename="a"\r\n\r\nabc',
    ],
    ['a form without a boundary', 'multipart/form-data', 'abc'],
    ['what is no form', 'multipart/form-data; boundary=b', 'abc'],
    [
      'a field named __proto__ (prototype pollution)',
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\n1\r\n--b--\r\n',
    ],
    [
      'a hundred fields',
      'multipart/form-data; boundary=b',
      `${'--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n'.repeat(100)}--b--\r\n`,
    ],
  ])('is refused: %s', async (_what, type, body) => {
    const answer = await app.client().send('PUT', PATH, body, { 'content-type': type, ...session.bearer });
    expect(answer.status).toBe(400);
    expect(refusals(answer)).toHaveLength(1);
  });

  it.each(['application/json', 'image/jpeg', 'application/x-www-form-urlencoded', 'multipart/mixed; boundary=b'])(
    'is a form, not %s',
    async (type) => {
      const answer = await app.client().send('PUT', PATH, '{}', { 'content-type': type, ...session.bearer });
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    },
  );

  it('is refused with a hundred fields behind the picture', async () => {
    const fields = Array.from({ length: 100 }, () => ({ name: 'a', content: '1' }));
    expect(refusals(await putAvatar(app, session, [avatarPart(jpeg), ...fields]))).toEqual(['This form cannot be read.']);
  });

  it('is taken nowhere else', async () => {
    for (const [method, path] of [
      ['PATCH', '/api/profile/'],
      ['POST', '/api/auth/login/'],
    ] as const) {
      expect((await sendForm(app.client(), path, [avatarPart(jpeg)], { method, headers: session.bearer })).status).toBe(415);
    }
  });

  it('needs a signed-in user, and with cookies the own origin (CSRF)', async () => {
    expect((await sendForm(app.client(), PATH, [avatarPart(jpeg)])).status).toBe(401);
    const { browser } = await signInCookie(app, await aUser(app));
    const from = (origin: string) => sendForm(browser, PATH, [avatarPart(jpeg)], { headers: { origin } });
    expect((await from('https://evil.example')).body.code).toBe('csrf_rejected');
    expect((await browser.delete(PATH, { origin: 'null' })).body.code).toBe('csrf_rejected');
    expect((await from('http://localhost:3999')).status).toBe(200);
  });

  it('changes nobody else’s picture (IDOR)', async () => {
    const other = await signInBearer(app, await aUser(app));
    await putAvatar(app, other, [avatarPart(jpeg)]);
    const url = await avatarUrl(app, other);
    const [{ id }] = (await app.sql<{ id: string }>('SELECT user_id AS id FROM sessions WHERE id = $1', [other.sessionId])) as [
      { id: string },
    ];
    await putAvatar(app, session, [{ name: 'user_id', content: id }, { name: 'id', content: id }, avatarPart(jpeg)]);
    for (const path of [`${PATH}?user_id=${id}`, `${PATH}?id=${id}`]) await app.client().delete(path, session.bearer);
    expect((await app.client().delete(`${PATH}${id}/`, session.bearer)).status).toBe(404);
    expect(await avatarUrl(app, other)).toBe(url);
    expect((await fetch(here(app, url))).status).toBe(200);
  });

  it('is limited by user', async () => {
    const answers = [];
    for (let attempt = 0; attempt < 11; attempt += 1) answers.push((await app.client().delete(PATH, session.bearer)).status);
    expect(answers.slice(9)).toEqual([204, 429]);
  });
});

function enqueue(out: ReadableStreamDefaultController<Uint8Array>, part: Buffer | undefined): void {
  if (part) out.enqueue(part);
  else out.close();
}
