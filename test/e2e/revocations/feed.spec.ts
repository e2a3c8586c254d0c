import { Cleanup } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import type { TestApp } from '../../support/app/test-app.js';
import { withApp } from '../../support/app/with-app.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { times } from '../../support/people/second-factor.js';
import { Follower } from '../../support/revocations/feed.js';

const PATH = '/api/auth/revocations/';
/** More than a page. */
const MANY = `INSERT INTO revocations (xid, session_id, at)
  SELECT pg_current_xact_id()::text::bigint, gen_random_uuid(), now() FROM generate_series(1, 1200)`;

describe('The feed of revocations', () => {
  const app = withApp();

  const aSession = async () => {
    const person = await aUser(app);
    const [{ id: userId }] = (await app.sql('SELECT id FROM users WHERE email = $1', [person.email])) as [{ id: string }];
    return { person, userId, ...(await signInBearer(app, person)) };
  };
  const signOut = async ({ refresh }: { readonly refresh: string }) => {
    expect((await app.client().post('/api/auth/logout/', { refresh })).status).toBe(200);
  };

  it('is for whoever holds the permission', async () => {
    const { bearer } = await aSession();

    expect((await app.client().get(PATH)).status).toBe(401);
    expect((await app.client().get(PATH, bearer)).body).toMatchObject({ status: 403, code: 'permission_denied' });
  });

  it('begins with what is younger than the longest access token', async () => {
    const old = await aSession();
    await signOut(old);
    await app.advance(20 * 60_000);
    const young = await aSession();
    await app.sql('UPDATE sessions SET ended_at = now() WHERE id = $1', [young.sessionId]);
    await app.sql(`UPDATE revocations SET at = $2 WHERE session_id = $1`, [young.sessionId, app.clock.now()]);

    const told = (await (await Follower.of(app)).all()).map(({ sid }) => sid);

    expect(told).toContain(young.sessionId);
    expect(told).not.toContain(old.sessionId);
  });

  it('tells of every way out, and of nothing else', async () => {
    const follower = await Follower.caughtUp(app);
    const [left, changed, erased, dropped] = [await aSession(), await aSession(), await aSession(), await aSession()];
    await app.client().post('/api/auth/token/refresh/', { refresh: left.refresh });
    expect(await follower.all()).toEqual([]);

    await signOut(left);
    const password = { old_password: changed.person.password, new_password: 'a staple that is quite new 5' };
    expect((await app.client().post('/api/auth/change-password/', password, changed.bearer)).status).toBe(200);
    await app.sql('DELETE FROM users WHERE id = $1', [erased.userId]);
    await app.sql('DELETE FROM sessions WHERE id = $1', [dropped.sessionId]);

    const told = (await follower.all()).map(({ sid, sub, ver }) => ({ sid, sub, ver }));
    expect(told).toContainEqual({ sid: left.sessionId });
    expect(told).toContainEqual({ sub: changed.userId, ver: 1 });
    expect(told).toContainEqual({ sub: erased.userId });
    expect(told).toContainEqual({ sid: dropped.sessionId });
  });

  it('wakes whoever waits', async () => {
    const follower = await Follower.caughtUp(app);
    const session = await aSession();
    const asked = performance.now();
    const waited = follower.ask(10);

    await signOut(session);

    expect((await waited).results).toMatchObject([{ sid: session.sessionId }]);
    expect(performance.now() - asked).toBeLessThan(2_000);
  });

  it('answers with nothing when there was nothing for so long', async () => {
    const follower = await Follower.caughtUp(app);

    expect(await follower.ask(1)).toMatchObject({ results: [], more: false });
    expect(await follower.ask(0)).toMatchObject({ results: [], more: false });
  });

  it.each(['26', '-1', '1.5', 'long'])('refuses a wait of %s', async (wait) => {
    const follower = await Follower.of(app);

    await expect(follower.ask(wait as unknown as number)).rejects.toThrow(/validation_error|Give a whole number/);
  });

  it('begins anew for a cursor that nobody gave, that was changed, or that is too old', async () => {
    const follower = await Follower.caughtUp(app);
    const { cursor } = follower;
    for (const tampered of ['x', cursor!.replace(/.{4}$/, 'AAAA'), 'v1.a.b', 'y'.repeat(9_000)]) {
      follower.cursor = tampered;
      expect(await follower.ask()).toEqual({ reset: true });
    }
    follower.cursor = cursor;
    await app.advance(26 * 3_600_000);
    expect(await follower.ask(5)).toEqual({ reset: true });
  });

  it('begins anew for a cursor of another database, or of another life of it', async () => {
    const follower = await Follower.caughtUp(app);
    await app.sql(`CREATE OR REPLACE FUNCTION castellan_feed() RETURNS uuid LANGUAGE sql IMMUTABLE AS 'SELECT gen_random_uuid()'`);

    expect(await follower.ask()).toEqual({ reset: true });
    expect(await follower.ask(5)).toEqual({ reset: true });
    await app.sql(`CREATE OR REPLACE FUNCTION castellan_feed() RETURNS uuid LANGUAGE sql IMMUTABLE AS
      'SELECT ''00000000-0000-4000-8000-000000000001''::uuid'`);
  });

  it('comes in pages where it is long, and no row is skipped or told twice', async () => {
    const follower = await Follower.caughtUp(app);
    await app.sql(MANY);
    const first = await follower.ask(5);
    await app.sql(MANY); // while the pages are read
    const rest = [...(await follower.all()), ...(await follower.all())];

    const told = [...first.results, ...rest].map(({ sid }) => sid);
    expect(first).toMatchObject({ more: true });
    expect(first.results).toHaveLength(1_000);
    expect(new Set(told).size).toBe(2_400);
    expect(told).toHaveLength(2_400);
  });

  it('reads once for all who wait, though one of them stands far back, and tells each of their own alone', async () => {
    const behind = await Follower.caughtUp(app);
    await app.sql(MANY);
    const others = await times(20, () => Follower.caughtUp(app));
    const reads = readsFrom(app);
    const waits = others.map((follower) => follower.ask(10));
    const [first] = await Promise.all([behind.ask(10), new Promise((resolve) => setTimeout(resolve, 200))]);
    await app.sql('INSERT INTO revocations (xid, session_id, at) SELECT pg_current_xact_id()::text::bigint, gen_random_uuid(), now()');
    await signOut(await aSession());
    const told = await Promise.all(waits);
    const count = reads.stop();

    expect(first).toMatchObject({ more: true, results: { length: 1_000 } });
    expect(count).toBeLessThan(15);
    for (const { results } of told) expect(results.length).toBeLessThan(5);
    expect((await behind.all()).length).toBeGreaterThanOrEqual(200);
  });

  it('reads a long page once for all who wait for it, and skips no row', async () => {
    const followers = await times(10, () => Follower.caughtUp(app));
    const reads = readsFrom(app);
    const waits = followers.map((follower) => follower.ask(10));
    await app.sql(MANY);
    const gone = await aSession();
    await signOut(gone);
    const first = await Promise.all(waits);
    const count = reads.stop();

    expect(count).toBeLessThan(8);
    for (const [at, follower] of followers.entries()) {
      const told = [...first[at]!.results, ...(await follower.all()), ...(await follower.all())].map(({ sid }) => sid);
      expect(new Set(told).size).toBe(told.length);
      expect(told.length).toBeGreaterThanOrEqual(1_201);
      expect(told).toContain(gone.sessionId);
    }
  });

  it('forgets, by the clean-up, what no token can be of', async () => {
    const transaction = app.get(Transaction);
    await transaction.query(`INSERT INTO revocations (xid, session_id, at) VALUES (1, gen_random_uuid(), $1)`, [
      app.clock.in(-26 * 3_600_000),
    ]);
    expect((await app.get(Cleanup).run()).revocations).toBeGreaterThan(0);
  });
});

/** How often the feed's table is read from now on. */
function readsFrom(app: TestApp) {
  const query = jest.spyOn(app.get(Transaction), 'query');
  return {
    stop: (): number => {
      const count = query.mock.calls.filter(([sql]) => sql.includes('FROM revocations')).length;
      query.mockRestore();
      return count;
    },
  };
}
