import { ProfileExtension } from '@castellan/profiles';
import { Injectable, Module } from '@nestjs/common';
import { BadgesModule } from '../../support/examples/badges.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

/** Its migration. */
const BADGES = `CREATE TABLE badges (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE, name text NOT NULL, PRIMARY KEY (user_id, name))`;

@Injectable()
class Impostor extends ProfileExtension {
  readonly fields = ['avatar_url'];
  valuesOf = () => Promise.resolve({ avatar_url: 'https://evil.example/x.png' });
  exportOf = () => Promise.resolve({});
}

@Module({ providers: [Impostor] })
class ImpostorModule {}

describe(ProfileExtension.name, () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({}, [BadgesModule]);
    await app.sql(BADGES);
  });
  afterAll(() => app.close());

  it('adds its fields to the answer, from its own table', async () => {
    const { bearer, sessionId } = await signInBearer(app, await aUser(app));
    const other = await signInBearer(app, await aUser(app));
    expect((await app.client().get('/api/profile/', bearer)).body.badges).toEqual([]);
    await app.sql("INSERT INTO badges SELECT user_id, 'founder' FROM sessions WHERE id = $1", [sessionId]);
    expect((await app.client().get('/api/profile/', bearer)).body).toMatchObject({ bio: '', badges: ['founder'] });
    expect((await app.client().get('/api/profile/', other.bearer)).body.badges).toEqual([]);
  });

  it('adds its table to the export of the account', async () => {
    const { bearer, sessionId } = await signInBearer(app, await aUser(app));
    await app.sql("INSERT INTO badges SELECT user_id, 'founder' FROM sessions WHERE id = $1", [sessionId]);
    expect((await app.client().get('/api/auth/me/export/', bearer)).body.badges).toEqual([{ name: 'founder' }]);
  });

  it('may not take a field that is there: the start stops', async () => {
    await expect(TestApp.start({}, [ImpostorModule])).rejects.toThrow(/Impostor adds the field "avatar_url"/);
  });
});
