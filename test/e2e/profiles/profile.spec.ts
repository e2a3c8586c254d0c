import { AccountCreation, localOperator, OwnProfile, UserCreation } from '@castellan/accounts';
import { Profiles } from '@castellan/profiles';
import type { Answer } from '../../support/http/client.js';
import { aUser, signInBearer, signInCookie, someone } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

const PATH = '/api/profile/';
const EMPTY = {
  first_name: '',
  last_name: '',
  bio: '',
  location: '',
  date_of_birth: null,
  language: null,
  timezone: null,
  settings: {},
  phone: null,
  avatar_url: null,
};
const FULL = {
  first_name: 'Ada',
  last_name: 'Lovelace',
  bio: 'Poetical science.\n\nLondon.',
  location: 'London',
  date_of_birth: '1985-12-10',
  language: 'en-GB',
  timezone: 'Europe/London',
  settings: { theme: 'dark', mail: { weekly: true } },
};

let app: TestApp;
let session: BearerSession;

const get = ({ bearer } = session): Promise<Answer> => app.client().get(PATH, bearer);
const patch = (body: unknown, { bearer } = session): Promise<Answer> =>
  app.client().send('PATCH', PATH, JSON.stringify(body), { 'content-type': 'application/json', ...bearer });
const idOf = async ({ bearer }: BearerSession): Promise<string> => (await app.client().get('/api/auth/me/', bearer)).body.id as string;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.close());
beforeEach(async () => {
  session = await signInBearer(app, await aUser(app));
});

describe(OwnProfile.name, () => {
  it('is there from the beginning, and empty', async () => {
    expect(await get()).toMatchObject({ status: 200, body: EMPTY });
  });

  it('changes everything together, and gives it back', async () => {
    const changed = await patch(FULL);
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({ ...EMPTY, ...FULL });
    expect((await get()).body).toEqual(changed.body);
  });

  it('leaves what is not given', async () => {
    await patch(FULL);
    expect((await patch({ location: 'Paris' })).body).toEqual({ ...EMPTY, ...FULL, location: 'Paris' });
    expect((await patch({})).body.location).toBe('Paris');
    expect((await app.client().send('PATCH', PATH, undefined, session.bearer)).status).toBe(200);
  });

  it('empties texts and clears the rest for null', async () => {
    await patch(FULL);
    const nothing = Object.fromEntries(Object.keys(FULL).map((field) => [field, null]));
    expect((await patch(nothing)).body).toEqual(EMPTY);
  });

  it('shows new names in me/ at once, and leaves the one that is not given', async () => {
    await patch({ first_name: '  Ada ', last_name: 'Lovelace' });
    expect((await app.client().get('/api/auth/me/', session.bearer)).body).toMatchObject({ full_name: 'Ada Lovelace' });
    await patch({ last_name: 'King' });
    expect((await app.client().get('/api/auth/me/', session.bearer)).body).toMatchObject({ full_name: 'Ada King' });
  });

  it('shows the number that is proven', async () => {
    await app.sql("UPDATE users SET phone = '+4915112345678', phone_verified_at = now() WHERE id = $1", [await idOf(session)]);
    expect((await get()).body.phone).toBe('+4915112345678');
  });

  it('keeps languages and dates as they are written elsewhere', async () => {
    expect((await patch({ language: 'pt-br', timezone: 'europe/paris' })).body).toMatchObject({
      language: 'pt-BR',
      timezone: 'Europe/Paris',
    });
    expect((await patch({ date_of_birth: '2000-02-29' })).body.date_of_birth).toBe('2000-02-29');
  });

  it('tells everything that is wrong with any field together, and changes nothing', async () => {
    await patch({ settings: { kept: 'x'.repeat(5_000) } });
    const answer = await patch({
      first_name: 'A\nda',
      last_name: 'x'.repeat(151),
      bio: 'x'.repeat(2_001),
      location: 'x\u202ey',
      date_of_birth: '2027-01-01',
      language: 'en_GB',
      timezone: 'Atlantis',
      settings: { more: 'x'.repeat(5_000) },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual({
      first_name: ['Control characters are not allowed.'],
      last_name: ['This may have at most 150 characters.'],
      bio: ['This may have at most 2000 characters.'],
      location: ['Control characters are not allowed.'],
      date_of_birth: ['This date is in the future.'],
      language: ['Enter a language tag such as en or pt-BR.'],
      timezone: ['Enter a time zone such as Europe/Paris.'],
      settings: ['Settings may take at most 8 kB as JSON.'],
    });
    expect((await patch({ first_name: 'Ada', bio: 7 })).status).toBe(400);
    expect((await get()).body).toMatchObject({ first_name: '', bio: '', settings: { kept: expect.any(String) } });
  });

  it.each(['first_name', 'bio', 'location', 'date_of_birth', 'language', 'timezone'])(
    'takes only a text for %s (type confusion)',
    async (field) => {
      for (const value of [7, true, ['a'], { $ne: '' }]) {
        expect((await patch({ [field]: value })).body.errors).toEqual({ [field]: ['This must be a text.'] });
      }
    },
  );

  it('binds no field that is not the user’s to set (mass assignment)', async () => {
    const id = await idOf(session);
    const given = { id: 1, user_id: id, is_staff: true, is_superuser: true, is_verified: false, email: 'x@example.com', token_version: 9 };
    const answer = await patch({
      ...given,
      phone: '+491701234567',
      avatar_url: 'https://evil.example/x.svg',
      updated_at: null,
      bio: 'mine',
    });
    expect(answer.body).toEqual({ ...EMPTY, bio: 'mine' });
    const me = (await app.client().get('/api/auth/me/', session.bearer)).body;
    expect(me).toMatchObject({ id, is_staff: false, is_verified: true });
  });

  it('is nobody else’s (IDOR)', async () => {
    const other = await signInBearer(app, await aUser(app));
    await patch({ bio: 'theirs' }, other);
    const id = await idOf(other);
    await app.client().send('PATCH', `${PATH}?user_id=${id}`, JSON.stringify({ user_id: id, id, bio: 'mine' }), {
      'content-type': 'application/json',
      ...session.bearer,
    });
    expect([(await get()).body.bio, (await get(other)).body.bio]).toEqual(['mine', 'theirs']);
    expect((await app.client().get(`${PATH}${id}/`, session.bearer)).status).toBe(404);
    expect((await app.client().get(`${PATH}?user_id=${id}`, session.bearer)).body.bio).toBe('mine');
  });

  it('needs a signed-in user, and with cookies the own origin (CSRF)', async () => {
    expect((await app.client().get(PATH)).status).toBe(401);
    const { browser } = await signInCookie(app, await aUser(app));
    const send = (origin: string) => browser.send('PATCH', PATH, '{"bio":"x"}', { 'content-type': 'application/json', origin });
    expect((await send('https://evil.example')).body.code).toBe('csrf_rejected');
    expect((await send(app.configuration.publicUrl)).status).toBe(200);
  });

  it('records each attempt, and what came of it', async () => {
    await patch({});
    await patch({ bio: 7 });
    await patch({ first_name: 'Ada' });
    await patch({ location: 'London' });
    const events = await app.sql<{ status: string; reason: string | null }>(
      "SELECT status, reason FROM auth_events WHERE session_id = $1 AND event = 'profile_changed'",
      [session.sessionId],
    );
    expect(events.map(({ status, reason }) => `${status} ${reason ?? ''}`).toSorted()).toEqual([
      'failure validation_failed',
      'success ',
      'success ',
      'success unchanged',
    ]);
  });

  it('is handed out with the account', async () => {
    await patch(FULL);
    const { body } = await app.client().get('/api/auth/me/export/', session.bearer);
    const { first_name, last_name, ...own } = FULL;
    expect(body.profiles).toEqual([{ ...own, updated_at: expect.any(String) }]);
    expect(body.users).toMatchObject([{ first_name, last_name }]);
  });
});

describe(Profiles.name, () => {
  it('makes one with every user, however the user comes to be', async () => {
    const made = await app.get(AccountCreation).createUser(localOperator(), { email: someone().email, password: null });
    const proven = await app.get(UserCreation).registerUser(someone().email);
    const people = await app.sql<{ id: string }>('SELECT user_id AS id FROM profiles');
    const ids = people.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([made.id, proven.user.id, await idOf(session)]));
    const without = await app.sql('SELECT id FROM users WHERE id NOT IN (SELECT user_id FROM profiles)');
    expect(without).toEqual([]);
  });

  it('makes up for one that an older version did not make', async () => {
    await app.sql('DELETE FROM profiles WHERE user_id = $1', [await idOf(session)]);
    expect((await get()).body).toEqual(EMPTY);
    const answers = await Promise.all([patch({ bio: 'one' }), patch({ location: 'two' }), patch({ settings: { a: 1 } })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await get()).body).toMatchObject({ bio: 'one', location: 'two', settings: { a: 1 } });
  });
});
