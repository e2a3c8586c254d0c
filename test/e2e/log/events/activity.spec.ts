import { randomUUID } from 'node:crypto';
import { AuthEvents, UserHistory } from '@castellan/log';
import { AccountStatus, localOperator } from '@castellan/accounts';
import type { Answer } from '../../../support/http/client.js';
import { aUser, signInBearer } from '../../../support/people/people.js';
import type { BearerSession, Person } from '../../../support/people/people.js';
import { TestApp } from '../../../support/app/test-app.js';

const ACTIVITY = '/api/auth/activity/';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe(UserHistory.name, () => {
  let app: TestApp;
  let person: Person;
  let session: BearerSession;
  let userId: string;

  beforeAll(async () => {
    app = await TestApp.start();
    person = await aUser(app);
    session = await signInBearer(app, person);
    userId = await idOf(person);
  });
  afterAll(() => app.close());

  const idOf = async ({ email }: Person): Promise<string> =>
    (await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]))[0]!.id;
  const activity = (query = '', bearer = session.bearer): Promise<Answer> => app.client().get(ACTIVITY + query, bearer);
  const follow = (url: string, bearer = session.bearer): Promise<Answer> => activity(new URL(url).search, bearer);
  const idsOf = ({ body }: Answer): readonly string[] => body.results.map(({ id }: { id: string }) => id);

  /** Events of this user, all of one moment, with more behind than microseconds can tell apart. */
  const anOldUser = async (events: number): Promise<{ bearer: BearerSession['bearer']; ids: readonly string[] }> => {
    const old = await aUser(app);
    const { bearer } = await signInBearer(app, old);
    const id = await idOf(old);
    await app.sql('DELETE FROM auth_events WHERE user_id = $1', [id]);
    await app.sql(
      `INSERT INTO auth_events (created_at, event, status, ip, user_id)
       SELECT now() - (n / 7) * interval '1 microsecond', 'login', 'failure', '192.0.2.1', $1 FROM generate_series(1, ${events}) AS n`,
      [id],
    );
    const rows = await app.sql<{ id: string }>('SELECT id FROM auth_events WHERE user_id = $1 ORDER BY created_at DESC, id DESC', [id]);
    return { bearer, ids: rows.map((row) => row.id) };
  };

  it('shows who signed in and who failed to, from where and with what, the newest first', async () => {
    await app
      .client({ 'user-agent': FIREFOX, 'x-forwarded-for': '203.0.113.7' })
      .post('/api/auth/login/', { ...person, password: 'wrong' });
    const { status, body } = await activity();

    expect(status).toBe(200);
    expect(body).toMatchObject({ count: body.results.length, next: null, previous: null });
    expect(body.results[0]).toEqual({
      id: expect.any(String),
      event: 'login',
      status: 'failure',
      reason: 'wrong_password',
      ip: '203.0.113.7',
      device_name: 'Firefox on Linux',
      session_id: null,
      created_at: expect.stringMatching(/Z$/),
    });
    expect(body.results.map(({ event }: { event: string }) => event)).toEqual(['login', 'login', 'email_verified', 'register']);
    expect(body.results[1]).toMatchObject({ status: 'success', session_id: session.sessionId });
  });

  it('leads through all pages and back, missing none and showing none twice', async () => {
    const { bearer, ids } = await anOldUser(45);
    const first = await activity('?limit=10', bearer);
    const pages = [first];
    for (let next = first.body.next; next; next = pages.at(-1)!.body.next) pages.push(await follow(next, bearer));
    expect(pages.map((page) => idsOf(page).length)).toEqual([10, 10, 10, 10, 5]);
    expect(pages.flatMap(idsOf)).toEqual(ids);
    expect(first.body).toMatchObject({ count: 45, previous: null });

    const back = [pages.at(-1)!];
    for (let previous = back[0]!.body.previous; previous; previous = back[0]!.body.previous) back.unshift(await follow(previous, bearer));
    expect(back.map(idsOf)).toEqual(pages.map(idsOf));
  });

  it('keeps its place while newer events come in', async () => {
    const { bearer, ids } = await anOldUser(15);
    const { body } = await activity('?limit=10', bearer);
    await app.client().get('/api/auth/me/', bearer);
    await app.sql(
      `INSERT INTO auth_events (created_at, event, status, ip, user_id) SELECT now(), 'logout', 'success', '', user_id FROM auth_events WHERE id = $1`,
      [ids[0]],
    );

    expect(idsOf(await follow(body.next, bearer))).toEqual(ids.slice(10));
  });

  it.each(['0', '101', '-1', '1.5', '10 OR 1=1', '', 'x'])('refuses the limit %j', async (limit) => {
    const answer = await activity(`?limit=${encodeURIComponent(limit)}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed', errors: { limit: [expect.any(String)] } } });
  });

  it('takes two limits or cursors for none', async () => {
    expect(await activity('?limit=1&limit=2')).toMatchObject({ status: 400 });
    expect(await activity('?cursor=a&cursor=b')).toMatchObject({ status: 400 });
  });

  const forged = (text: string): string => Buffer.from(text).toString('base64url');
  const ID = '019aa4c8-2f00-7000-8000-3a5e0dd3e636';

  it.each([
    ['garbage', 'garbage'],
    ['nothing', ''],
    ['SQL', forged(`older.1' OR '1'='1.${ID}`)],
    ['SQL for an id', forged(`older.1.' UNION SELECT password_hash FROM users --`)],
    ['another direction', forged(`sideways.1.${ID}`)],
    ['a time beyond all time', forged(`older.${'9'.repeat(17)}.${ID}`)],
    ['more than a cursor', forged(`older.1.${ID} `)],
    ['a novel', 'A'.repeat(10_000)],
    ['NUL bytes', forged(`older.1.${ID}`).replace(/^./, '\u0000')],
  ])('refuses a cursor of %s (tampering)', async (_, cursor) => {
    const answer = await activity(`?cursor=${encodeURIComponent(cursor)}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });

  it.each(['older', 'newer'])('shows only own events by a forged cursor to %s ones', async (direction) => {
    const answer = await activity(`?cursor=${forged(`${direction}.${String(Date.now() * 1000)}.${ID}`)}`);
    const own = await app.sql<{ id: string }>('SELECT id FROM auth_events WHERE user_id = $1', [userId]);

    expect(answer.status).toBe(200);
    expect(own.map(({ id }) => id)).toEqual(expect.arrayContaining([...idsOf(answer)]));
  });

  it('shows no event of another user, whatever the cursor (IDOR)', async () => {
    const { bearer: stranger, ids } = await anOldUser(30);
    const { body } = await activity('?limit=10', stranger);
    const withTheirs = await follow(body.next);

    expect(withTheirs.status).toBe(200);
    expect(idsOf(withTheirs).filter((id) => ids.includes(id))).toEqual([]);
    expect((await activity(`?user_id=${userId}`, stranger)).body.count).toBe(30);
  });

  it('is for who is signed in', async () => {
    expect(await app.client().get(ACTIVITY)).toMatchObject({ status: 401, body: { code: 'not_authenticated' } });
  });

  it("shows neither an operator's words nor their address", async () => {
    const target = await aUser(app);
    const { bearer } = await signInBearer(app, target);
    const id = await idOf(target);
    const context = { ip: '198.51.100.1', userAgent: FIREFOX, traceId: randomUUID() };
    await app
      .get(AuthEvents)
      .record({ event: 'twofactor_reset', status: 'success', reason: 'calls every week, sigh', userId: id, context });
    await app.get(AccountStatus).setStaff(localOperator(), id, true);

    const { body } = await activity('?limit=2', bearer);
    expect(body.results).toMatchObject([
      { event: 'staff_granted', reason: null, ip: null, device_name: null },
      { event: 'twofactor_reset', reason: null, ip: null, device_name: null },
    ]);
  });

  it('counts at most ten thousand', async () => {
    const { bearer } = await anOldUser(10_050);
    expect((await activity('?limit=1', bearer)).body.count).toBe(10_000);
  });
});
