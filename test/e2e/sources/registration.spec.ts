import { AccountExport, Cleanup, UserCreation } from '@castellan/accounts';
import { RegistrationSources } from '@castellan/sources';
import { Transaction } from '@castellan/data';
import type { Answer } from '../../support/http/client.js';
import { aUser, linkOf, signInBearer, someone } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

const SPRING = 'https://www.example.com/?utm_source=facebook&utm_campaign=spring';

interface Link {
  readonly url: string;
  readonly first_registration: boolean;
}

let app: TestApp;
const linksOf = (email: string): Promise<readonly Link[]> =>
  app.sql(
    `SELECT s.url, l.first_registration FROM user_registration_sources l JOIN registration_sources s ON s.id = l.source_id
     JOIN users u ON u.id = l.user_id WHERE u.email = $1 ORDER BY l.created_at, l.first_registration DESC, s.url`,
    [email],
  );
const signUp = (body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  app.client(headers).post('/api/auth/signup/', body);
const idOf = async (email: string): Promise<string> =>
  (await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]))[0]!.id;

describe('where users come from', () => {
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  it('is what the client says', async () => {
    const { email } = await aUser(app, { source_url: SPRING });
    expect(await linksOf(email)).toEqual([{ url: SPRING, first_registration: true }]);
  });

  it('is the page that the browser names, when the client says nothing', async () => {
    const [silent, blank] = [someone(), someone()];
    await signUp(silent, { referer: 'https://example.com/register' });
    await signUp({ ...blank, source_url: ' ' }, { referer: 'https://example.com/register' });
    for (const { email } of [silent, blank]) {
      expect(await linksOf(email)).toEqual([{ url: 'https://example.com/register', first_registration: true }]);
    }
  });

  it('is what the client says rather than the page', async () => {
    const person = someone();
    await signUp({ ...person, source_url: SPRING }, { referer: 'https://example.com/register' });
    expect((await linksOf(person.email)).map(({ url }) => url)).toEqual([SPRING]);
  });

  it.each([
    ['javascript:', 'javascript:alert(document.cookie)'],
    ['a file', 'file:///etc/passwd'],
    ['no host', 'http:///register'],
    ['10 kB', `https://example.com/?utm_source=${'a'.repeat(10_000)}`],
    ['an SQL injection that is no URL', "'); DROP TABLE users; --"],
    ['null', null],
  ])('does not disturb a sign-up when it is %s', async (_, source_url) => {
    const person = someone();
    const { status, body } = await signUp({ ...person, source_url });
    expect([status, body]).toEqual([201, { detail: expect.any(String) }]);
    expect(await linksOf(person.email)).toEqual([]);
  });

  it('does not disturb a sign-up when the Referer is none', async () => {
    for (const referer of ['about:client', 'javascript:alert(1)', 'a'.repeat(5_000)]) {
      const person = someone();
      expect((await signUp(person, { referer })).status).toBe(201);
      expect(await linksOf(person.email)).toEqual([]);
    }
  });

  it('is text, like every field of a body that is', async () => {
    const { status, body } = await signUp({ ...someone(), source_url: ['https://example.com'] });
    expect([status, body.errors]).toEqual([400, { source_url: [expect.any(String)] }]);
  });

  it('keeps no password, token or address of a URL (data that nobody gave us to keep)', async () => {
    const { email } = await aUser(app, {
      source_url: 'https://ada:hunter2@example.com/in?token=hunter2&mail=ada@example.com&utm_source=x#hunter2',
    });
    expect(await linksOf(email)).toEqual([{ url: 'https://example.com/in?utm_source=x', first_registration: true }]);
  });

  it('is stored as text, whatever is in it (SQL injection)', async () => {
    const { email } = await aUser(app, { source_url: "https://example.com/');DELETE%20FROM%20users;--?utm_source=';DROP+TABLE+users;--" });
    expect((await linksOf(email))[0]?.url).toBe("https://example.com/');DELETE%20FROM%20users;--?utm_source=%27;DROP+TABLE+users;--");
  });

  it('is one row however many come from there', async () => {
    const source_url = 'https://crowd.example.com/';
    const people = Array.from({ length: 10 }, someone);
    const answers = await Promise.all(people.map((person) => signUp({ ...person, source_url })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const counts = await app.sql(
      `SELECT count(DISTINCT s.id)::int AS sources, count(l.user_id)::int AS users FROM registration_sources s
       JOIN user_registration_sources l ON l.source_id = s.id WHERE s.url = $1`,
      [source_url],
    );
    expect(counts).toEqual([{ sources: 1, users: 10 }]);
  });

  it('keeps the first of an account that is signed up again unproven, and adds that of the sign-up that is proven', async () => {
    const person = someone();
    await signUp({ ...person, source_url: SPRING });
    app.clock.advance(1_000);
    await signUp({ ...person, password: 'another long enough one', source_url: 'https://example.com/register' });
    await signUp({ ...someone(), email: person.email, password: 'a stranger chose this', source_url: 'https://evil.example.com/' });
    const link = await linkOf(app, person.email, 3);
    await app.client().post('/api/auth/verify-account/', { ...link, password: 'another long enough one' });
    expect(await linksOf(person.email)).toEqual([
      { url: SPRING, first_registration: true },
      { url: 'https://example.com/register', first_registration: false },
    ]);
  });

  it('becomes the first of an account that was signed up without one before', async () => {
    const person = someone();
    await signUp(person);
    await signUp({ ...person, source_url: SPRING });
    await app.sql('DELETE FROM registrations WHERE source_url IS NULL');
    await app.client().post('/api/auth/verify-account/', await linkOf(app, person.email, 2));
    expect(await linksOf(person.email)).toEqual([{ url: SPRING, first_registration: true }]);
  });

  it('adds nothing to the account of somebody else (planting a source on a taken address)', async () => {
    const { email } = await aUser(app, { source_url: SPRING });
    const planted = await signUp({ ...someone(), email, source_url: 'https://evil.example.com/' });
    const free = await signUp({ ...someone(), source_url: 'https://evil.example.com/' });
    expect(planted).toMatchObject({ status: free.status, text: free.text });
    expect((await linksOf(email)).map(({ url }) => url)).toEqual([SPRING]);
  });

  it('comes along when other code registers a user, and is rolled back with it', async () => {
    const [kept, rolledBack] = [someone(), someone()];
    await app.get(UserCreation).registerUser(kept.email, SPRING);
    const failing = app.get(Transaction).run(async () => {
      await app.get(UserCreation).registerUser(rolledBack.email, 'https://rolled-back.example.com/');
      throw new Error('later');
    });
    await expect(failing).rejects.toThrow('later');
    expect(await linksOf(kept.email)).toEqual([{ url: SPRING, first_registration: true }]);
    expect(await app.sql(`SELECT 1 FROM registration_sources WHERE url LIKE 'https://rolled-back%'`)).toEqual([]);
  });

  it('remembers later sources of a user beside the first', async () => {
    const { email } = await aUser(app, { source_url: SPRING });
    await app.get(RegistrationSources).link(await idOf(email), 'https://example.org/', { first: false });
    await app.get(RegistrationSources).link(await idOf(email), 'https://example.org/', { first: true });
    expect(await linksOf(email)).toEqual([
      { url: SPRING, first_registration: true },
      { url: 'https://example.org/', first_registration: false },
    ]);
  });

  it('is forgotten with its last user, unless an operator has touched it', async () => {
    const urls = ['used', 'unused', 'named', 'described', 'hidden'].map((name) => `https://${name}.example.com/`);
    const [used, ...others] = await Promise.all(urls.map((source_url) => aUser(app, { source_url })));
    await app.sql('DELETE FROM users WHERE email = ANY ($1)', [others.map(({ email }) => email)]);
    await app.sql(`UPDATE registration_sources SET name = 'x' WHERE url LIKE 'https://named.%'`);
    await app.sql(`UPDATE registration_sources SET description = 'x' WHERE url LIKE 'https://described.%'`);
    await app.sql(`UPDATE registration_sources SET is_active = false WHERE url LIKE 'https://hidden.%'`);
    await app.get(Cleanup).run();
    const left = await app.sql<{ url: string }>('SELECT url FROM registration_sources WHERE url = ANY ($1)', [urls]);
    expect(left.map(({ url }) => url).toSorted()).toEqual(urls.filter((url) => !url.includes('unused')).toSorted());
    expect(await linksOf(used!.email)).toHaveLength(1);
  });

  it('keeps everybody who comes while unused sources are cleaned up (race)', async () => {
    const sources = app.get(RegistrationSources);
    const people = await Promise.all(Array.from({ length: 40 }, () => app.get(UserCreation).registerUser(someone().email)));
    const urls = Array.from({ length: 4 }, (_, index) => `https://race${index}.example.com/`);
    await app.sql('INSERT INTO registration_sources (url, created_at) SELECT unnest($1::text[]), now()', [urls]);
    await Promise.all([
      ...people.map(({ user }, index) => sources.link(user.id, urls[index % 4]!, { first: true })),
      ...Array.from({ length: 10 }, () => sources.deleteUnused()),
    ]);
    const [links] = await app.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM user_registration_sources l JOIN registration_sources s ON s.id = l.source_id WHERE s.url = ANY ($1)',
      [urls],
    );
    expect(links).toEqual({ n: 40 });
  });

  it('is in the export of the account, and goes with it', async () => {
    const person = await aUser(app, { source_url: SPRING });
    const id = await idOf(person.email);
    const { user_registration_sources } = await app.get(AccountExport).of(id);
    expect(user_registration_sources).toEqual([{ url: SPRING, first_registration: true, created_at: expect.any(Date) }]);
    const { bearer } = await signInBearer(app, person);
    await app.client().delete('/api/auth/me/', bearer);
    await app.sql('DELETE FROM users WHERE id = $1', [id]);
    expect(await app.sql('SELECT 1 FROM user_registration_sources WHERE user_id = $1', [id])).toEqual([]);
  });
});
