import { Transaction } from '@castellan/data';
import { Avatars } from '@castellan/profiles';
import { Logger } from '@nestjs/common';
import { TestApp } from '../../support/app/test-app.js';
import { Bucket } from '../../support/examples/parts/bucket.js';
import type { Objects } from '../../support/examples/parts/bucket.js';
import { avatarPart, avatarUrl, plain, putAvatar } from '../../support/people/avatars.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';

/** An object store in memory. */
const held = new Map<string, Uint8Array>();
const objects: Objects = {
  put: (name, content) => Promise.resolve(void held.set(name, content)),
  list: (folder) => Promise.resolve([...held.keys()].filter((name) => name.startsWith(`${folder}/`))),
  remove: (name) => Promise.resolve(void held.delete(name)),
};

describe('a store of avatars of the host', () => {
  let bucket: Bucket;
  let app: TestApp;
  let picture: Buffer;
  let session: BearerSession;
  let userId: string;

  beforeAll(async () => {
    const useFactory = (transaction: Transaction) => (bucket = new Bucket(objects, 'https://pictures.example', transaction));
    app = await TestApp.start({}, [], { avatarStore: { inject: [Transaction], useFactory } });
    picture = await plain().png().toBuffer();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    session = await signInBearer(app, await aUser(app));
    userId = (JSON.parse(Buffer.from(session.access.split('.')[1]!, 'base64url').toString()) as { sub: string }).sub;
  });
  afterEach(() => jest.restoreAllMocks());

  const put = () => putAvatar(app, session, [avatarPart(picture)]);
  const events = async () =>
    (
      await app.sql<{ what: string }>(
        `SELECT event || ' ' || status AS what FROM auth_events WHERE event LIKE 'avatar%' AND user_id = $1 ORDER BY created_at`,
        [userId],
      )
    ).map(({ what }) => what);

  it('keeps pictures, says where they are, and lets them go', async () => {
    const first = (await put()).body.avatar_url;
    expect(first).toMatch(new RegExp(`^https://pictures\\.example/${userId}/[\\da-f-]+\\.webp$`));
    await put();
    expect([await avatarUrl(app, session), held.size]).toEqual([expect.not.stringContaining(first), 1]);

    expect((await app.client().delete('/api/profile/avatar/', session.bearer)).status).toBe(204);
    const changed = 'avatar_changed success';
    expect([held.size, await events()]).toEqual([0, [changed, changed, 'avatar_removed success']]);
  });

  it.each([
    ['cannot keep one', 'put', () => Promise.reject(new Error('away'))],
    ['cannot say where it is', 'urlOf', () => Promise.reject(new Error('away'))],
    ['says rubbish of where it is', 'urlOf', () => Promise.resolve(7 as never)],
    ['gives a script for an address', 'urlOf', () => Promise.resolve('javascript:alert(1)')],
    ['gives a page for an address', 'urlOf', () => Promise.resolve(`https://pictures.example/${'x'.repeat(200_000)}`)],
  ] as const)('that %s is 503, and an event that failed', async (_what, method, fails) => {
    jest.spyOn(bucket, method).mockImplementation(fails);

    expect(await put()).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(await events()).toEqual(['avatar_changed failure']);
  });

  it.each([
    ['what JSON cannot say', [1n]],
    ['nothing', undefined],
    ['no list', { picture: 'x' }],
  ])('that gives %s for the export is 503: an export without the pictures would be taken for whole', async (_what, given) => {
    jest.spyOn(bucket, 'exportOf').mockResolvedValue(given as never);

    expect(await app.client().get('/api/auth/me/export/', session.bearer)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });

  it('may read a picture as bytes of any kind, and has no names where it gives no map of them', async () => {
    jest.spyOn(bucket, 'read').mockResolvedValue(new Uint8Array(picture) as never);
    jest.spyOn(bucket, 'namesOf').mockResolvedValueOnce({ [userId]: 'x' } as never);
    const avatars = app.get(Avatars);

    expect(await avatars.read('x')).toEqual(picture);
    expect(await avatars.namesOf([userId])).toEqual(new Map());
  });

  it('that is away takes the picture from the profile, and nothing else', async () => {
    jest.spyOn(bucket, 'urlOf').mockRejectedValue(new Error('away'));

    expect(await app.client().get('/api/profile/', session.bearer)).toMatchObject({ status: 200, body: { avatar_url: null } });
  });
});
