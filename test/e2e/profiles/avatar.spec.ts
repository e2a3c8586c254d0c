import sharp from 'sharp';
import { AccountErasure, OwnAvatar } from '@castellan/accounts';
import { plain, avatarPart, putAvatar, avatarUrl, here } from '../../support/people/avatars.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

const PATH = '/api/profile/avatar/';

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

describe(OwnAvatar.name, () => {
  it('puts a picture, and shows it to anyone who has its address', async () => {
    expect(await avatarUrl(app, session)).toBeNull();
    const answer = await putAvatar(app, session, [avatarPart(jpeg)]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ detail: 'Avatar changed.', avatar_url: await avatarUrl(app, session) });
    expect(answer.body.avatar_url).toMatch(/^http:\/\/localhost:3999\/avatars\/[\w-]{43}\.webp$/);
    const picture = await fetch(here(app, answer.body.avatar_url));
    expect(picture.status).toBe(200);
    const { format, width, height } = await sharp(Buffer.from(await picture.arrayBuffer())).metadata();
    expect({ format, width, height }).toEqual({ format: 'webp', width: 400, height: 400 });
  });

  it('takes POST for PUT', async () => {
    expect((await putAvatar(app, session, [avatarPart(jpeg)], 'POST')).status).toBe(200);
    expect(await avatarUrl(app, session)).not.toBeNull();
  });

  it('lets the old picture go when there is a new one, and both when it is removed', async () => {
    await putAvatar(app, session, [avatarPart(jpeg)]);
    const first = await avatarUrl(app, session);
    await putAvatar(app, session, [avatarPart(await plain(60, 60).png().toBuffer(), { fileName: 'me.png', type: 'image/png' })]);
    const second = await avatarUrl(app, session);
    expect(second).not.toBe(first);
    expect([(await fetch(here(app, first))).status, (await fetch(here(app, second))).status]).toEqual([404, 200]);
    expect((await app.client().delete(PATH, session.bearer)).status).toBe(204);
    expect([(await fetch(here(app, second))).status, await avatarUrl(app, session)]).toEqual([404, null]);
    expect((await app.client().delete(PATH, session.bearer)).status).toBe(204);
  });

  it('keeps one of ten sent at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => putAvatar(app, session, [avatarPart(jpeg)])));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const [{ kept }] = (await app.sql<{ kept: number }>(
      'SELECT count(*)::int AS kept FROM avatars WHERE user_id = (SELECT user_id FROM sessions WHERE id = $1)',
      [session.sessionId],
    )) as [{ kept: number }];
    expect(kept).toBe(1);
    expect((await fetch(here(app, await avatarUrl(app, session)))).status).toBe(200);
  });

  it('records what happened', async () => {
    await putAvatar(app, session, [avatarPart(jpeg)]);
    await app.client().delete(PATH, session.bearer);
    await app.client().delete(PATH, session.bearer);
    const events = await app.sql<{ event: string; reason: string | null }>(
      "SELECT event, reason FROM auth_events WHERE session_id = $1 AND event LIKE 'avatar%' ORDER BY event, reason NULLS FIRST",
      [session.sessionId],
    );
    expect(events).toEqual([
      { event: 'avatar_changed', reason: null },
      { event: 'avatar_removed', reason: null },
      { event: 'avatar_removed', reason: 'unchanged' },
    ]);
  });

  it('goes with the account, and is handed out with it', async () => {
    await putAvatar(app, session, [avatarPart(jpeg)]);
    const url = await avatarUrl(app, session);
    const { body } = await app.client().get('/api/auth/me/export/', session.bearer);
    expect(body.avatars).toEqual([
      { created_at: expect.any(String), type: 'image/webp', image: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) },
    ]);
    expect((await sharp(Buffer.from(body.avatars[0].image, 'base64')).metadata()).format).toBe('webp');
    await app.client().delete('/api/auth/me/', session.bearer);
    await app.advance(15 * 24 * 3_600_000);
    await app.get(AccountErasure).eraseDue();
    expect((await fetch(here(app, url))).status).toBe(404);
  });
});
