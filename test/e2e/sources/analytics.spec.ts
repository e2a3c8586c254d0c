import { figureQuery, RegistrationSources, SourceFigures } from '@castellan/sources';
import { Permissions } from '@castellan/permissions';
import { AccountStatus, UserCreation } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import type { Answer } from '../../support/http/client.js';
import { HOST, OPERATOR, someoneSignedIn } from '../../support/people/operators.js';
import type { SomeoneSignedIn } from '../../support/people/operators.js';
import { aUser, someone } from '../../support/people/people.js';
import { aProtectedUser } from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';

const SOURCES = '/api/analytics/registration-sources/';
const TIMELINE = `${SOURCES}timeline/`;
const QUALITY = `${SOURCES}quality/`;
const ALL = [SOURCES, TIMELINE, QUALITY];
const SPRING = 'https://www.example.com/?utm_source=facebook&utm_campaign=spring';
const REGISTER = 'https://example.com/register';
const DAY_MS = 24 * 3_600_000;

let app: TestApp;
let operator: SomeoneSignedIn;

const get = (path: string, { bearer }: { bearer: Readonly<Record<string, string>> } = operator): Promise<Answer> =>
  app.client().get(path, bearer);
const comeFrom = async (url: string, count = 1): Promise<readonly string[]> => {
  const emails = Array.from({ length: count }, () => someone().email);
  for (const email of emails) await app.get(UserCreation).registerUser(email, url);
  return emails;
};
const today = (): string => app.clock.now().toISOString().slice(0, 10);
const grant = (who: SomeoneSignedIn): Promise<void> => app.get(Permissions).grantToUser(who.id, ['sources.view'], OPERATOR);
const makeStaff = (who: SomeoneSignedIn): Promise<void> => app.get(AccountStatus).setStaff(HOST, who.id, true);
const anOperator = async (): Promise<SomeoneSignedIn> => {
  const who = await someoneSignedIn(app);
  await makeStaff(who);
  await grant(who);
  return who;
};

describe(SourceFigures.name, () => {
  let begin: string;
  let second: string;
  beforeAll(async () => {
    app = await TestApp.start();
    begin = today();
    await comeFrom(SPRING, 3);
    await comeFrom(REGISTER, 2);
    await comeFrom('https://www.example.org/', 1);
    await app.advance(DAY_MS);
    second = today();
    await comeFrom(REGISTER, 2);
    operator = await anOperator();
  });
  afterAll(() => app.close());

  it('tells the sources with most users, the largest first', async () => {
    const { status, body } = await get(SOURCES);
    expect([status, body]).toEqual([
      200,
      {
        results: [
          { id: expect.any(String), url: REGISTER, display_name: 'Website Registration', user_count: 4 },
          { id: expect.any(String), url: SPRING, display_name: 'Facebook - Spring Campaign', user_count: 3 },
          { id: expect.any(String), url: 'https://www.example.org/', display_name: 'example.org', user_count: 1 },
        ],
      },
    ]);
  });

  it.each([
    ['since a day', () => `since=${second}`, [2]],
    ['since a time', () => `since=${second}T00:00:00Z`, [2]],
    ['until a day, whole', () => `until=${begin}`, [3, 2, 1]],
    ['until a time', () => `until=${begin}T00:00:00Z`, []],
    ['of one day', () => `since=${begin}&until=${begin}`, [3, 2, 1]],
    ['of all days', () => `since=2000-01-01&until=2999-12-31`, [4, 3, 1]],
    ['before anybody came', () => 'until=2000-01-01', []],
    ['at most so many', () => 'limit=1', [4]],
  ])('counts those %s', async (_, query, counts) => {
    const { body } = await get(`${SOURCES}?${query()}`);
    expect(body.results.map(({ user_count }: { user_count: number }) => user_count)).toEqual(counts);
  });

  it('tells them day by day, the oldest first', async () => {
    const { status, body } = await get(TIMELINE);
    expect([status, body]).toEqual([
      200,
      {
        results: [
          { date: begin, url: SPRING, display_name: 'Facebook - Spring Campaign', user_count: 3 },
          { date: begin, url: REGISTER, display_name: 'Website Registration', user_count: 2 },
          { date: begin, url: 'https://www.example.org/', display_name: 'example.org', user_count: 1 },
          { date: second, url: REGISTER, display_name: 'Website Registration', user_count: 2 },
        ],
      },
    ]);
  });

  it('keeps a timeline to its largest sources and to its days', async () => {
    expect((await get(`${TIMELINE}?limit=1`)).body.results).toMatchObject([
      { date: begin, url: REGISTER },
      { date: second, url: REGISTER },
    ]);
    expect((await get(`${TIMELINE}?since=${second}`)).body.results).toMatchObject([{ date: second, url: REGISTER, user_count: 2 }]);
    expect((await get(`${TIMELINE}?until=2000-01-01`)).body).toEqual({ results: [] });
  });

  it.each([TIMELINE, QUALITY])('refuses at %s a time of many years', async (path) => {
    for (const query of ['since=2000-01-01', 'since=2020-01-01&until=2021-06-01']) {
      expect((await get(`${path}?${query}`)).body).toMatchObject({
        status: 400,
        code: 'validation_failed',
        errors: { since: [expect.any(String)] },
      });
    }
  });

  it('tells what became of the users of each source', async () => {
    const url = 'https://quality.example.com/';
    await aProtectedUser(app, { source_url: url });
    await aUser(app, { source_url: url });
    await aUser(app, { source_url: url, verified: false });
    const { status, body } = await get(QUALITY);
    expect(status).toBe(200);
    expect(body.results).toContainEqual({
      id: expect.any(String),
      url,
      display_name: 'quality.example.com',
      user_count: 3,
      verified_share: 0.6667,
      two_factor_share: 0.3333,
    });
    expect(body.results).toContainEqual(expect.objectContaining({ url: REGISTER, user_count: 4, verified_share: 1, two_factor_share: 0 }));
    await app.sql('DELETE FROM registration_sources WHERE url = $1', [url]);
  });

  it('counts all of a source of many users, page by page', async () => {
    const now = app.clock.now();
    await app.sql(`INSERT INTO registration_sources (url, created_at) VALUES ('https://crowd.example.com/', $1)`, [now]);
    // In parts: a busy machine takes longer for all of them than a statement may.
    for (const first of [1, 8_001, 16_001])
      await app.sql(
        `WITH source AS (SELECT id FROM registration_sources WHERE url = 'https://crowd.example.com/'),
           crowd AS (INSERT INTO users (email, date_joined, is_verified) SELECT 'crowd' || n || '@example.com', $1, n % 4 = 0 FROM generate_series($2::int, $2::int + 7999) n RETURNING id)
         INSERT INTO user_registration_sources (user_id, source_id, first_registration, created_at)
         SELECT crowd.id, source.id, true, $1::timestamptz - ((row_number() OVER ()) / 3) * interval '1 microsecond' FROM crowd, source`,
        [now, first],
      );
    const { body } = await get(`${QUALITY}?limit=1`);
    expect(body.results).toMatchObject([{ display_name: 'crowd.example.com', user_count: 24_000, verified_share: 0.25 }]);
    await app.sql(`DELETE FROM users WHERE email LIKE 'crowd%'`);
    await app.sql(`DELETE FROM registration_sources WHERE url = 'https://crowd.example.com/'`);
  }, 240_000); // some seconds on a quiet machine

  it('counts days in UTC, wherever the database is', async () => {
    const days = await app.get(Transaction).run(async () => {
      await app.sql(`SET LOCAL TimeZone = 'Pacific/Kiritimati'`);
      return app.get(SourceFigures).timeline(figureQuery({}));
    });
    expect(days.map(({ date }) => date)).toEqual([begin, begin, begin, second]);
  });

  it('calls a source what an operator calls it, and hides what they took out', async () => {
    await comeFrom('https://named.example.com/');
    await comeFrom('https://hidden.example.com/');
    await app.sql(`UPDATE registration_sources SET name = 'Our partners' WHERE url = 'https://named.example.com/'`);
    await app.sql(`UPDATE registration_sources SET is_active = false WHERE url = 'https://hidden.example.com/'`);
    const names = (await get(SOURCES)).body.results.map(({ display_name }: { display_name: string }) => display_name);
    expect(names).toContain('Our partners');
    expect(names).not.toContain('hidden.example.com');
    await app.sql(`DELETE FROM registration_sources WHERE url IN ('https://named.example.com/', 'https://hidden.example.com/')`);
  });

  it('counts somebody with two sources at both', async () => {
    await app.get(RegistrationSources).link(operator.id, 'https://two.example.com/a', { first: true });
    await app.get(RegistrationSources).link(operator.id, 'https://two.example.com/b', { first: false });
    const both = (await get(SOURCES)).body.results.filter(({ url }: { url: string }) => url.startsWith('https://two.'));
    expect(both).toMatchObject([{ user_count: 1 }, { user_count: 1 }]);
    await app.sql(`DELETE FROM registration_sources WHERE url LIKE 'https://two.%'`);
  });

  it('tells nothing of anybody (personal data)', async () => {
    const [email] = await comeFrom('https://ada:hunter2@example.net/in/grace@example.com?token=hunter2&utm_source=x#hunter2');
    for (const path of ALL) {
      const { text } = await get(path);
      expect(text).toContain('https://example.net/in/?utm_source=x');
      expect(text).not.toMatch(/hunter2|ada|grace/);
      expect(text).not.toContain(email!);
      expect(text).not.toContain(operator.id);
    }
  });

  describe('lets in', () => {
    it.each(ALL)('at %s nobody but staff who may', async (path) => {
      const who = await someoneSignedIn(app);
      expect((await app.client().get(path)).status).toBe(401);
      expect((await get(path, who)).body).toMatchObject({ status: 403, code: 'permission_denied' });
      await grant(who);
      expect((await get(path, who)).status).toBe(403);
      await makeStaff(who);
      expect((await get(path, who)).status).toBe(200);
      await app.get(Permissions).revokeFromUser(who.id, ['sources.view'], OPERATOR);
      expect((await get(path, who)).status).toBe(403);
    });
  });

  describe('refuses', () => {
    beforeAll(async () => {
      operator = await anOperator(); // has requests left
    });

    it.each([
      ['since=yesterday', 'since'],
      ['since=2026-02-30', 'since'],
      ['until=', 'until'],
      ['since=2026-11-21&until=2026-11-20', 'until'],
      ['since=2026-11-21&since=2026-11-22', 'since'],
      ['since[a]=2026-11-21', null],
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['limit=1e1', 'limit'],
      ['limit=10;DROP%20TABLE%20users', 'limit'],
      ["since=2026-11-21'%20OR%20'1'='1", 'since'],
      ['since=2026-11-21%00', 'since'],
      ['until=infinity', 'until'],
    ])('the query %s (injection, bad values)', async (query, field) => {
      for (const path of ALL) {
        const { status, body } = await get(`${path}?${query}`);
        if (field) expect([status, body]).toMatchObject([400, { code: 'validation_failed', errors: { [field]: [expect.any(String)] } }]);
        else expect(status).toBe(200); // no such field
      }
    });

    it('all that is wrong at once', async () => {
      const { body } = await get(`${SOURCES}?since=a&until=b&limit=c`);
      expect(Object.keys(body.errors)).toEqual(['since', 'until', 'limit']);
    });

    it('more than sixty requests a minute of one operator', async () => {
      const who = await someoneSignedIn(app);
      const statuses = new Set<number>();
      for (let times = 0; times < 61; times += 1) statuses.add((await get(SOURCES, who)).status);
      expect([...statuses]).toEqual([403]); // not even counted
      await grant(who);
      await makeStaff(who);
      for (let times = 0; times < 61; times += 1) statuses.add((await get(SOURCES, who)).status);
      expect([...statuses]).toEqual([403, 200, 429]);
    });
  });
});
