import { randomUUID } from 'node:crypto';
import { withApp } from '../../support/app/with-app.js';
import { walk } from '../../support/management/pages.js';
import { aStaffMember, managementOf } from '../../support/management/staff.js';
import type { StaffMember } from '../../support/management/staff.js';

const USERS = 240;
const MOMENT = '2026-03-01T10:00:00.000001Z';

describe('cursors of the management API', () => {
  const app = withApp();
  let clerk: StaffMember;
  let known: readonly string[];
  beforeAll(async () => {
    clerk = await aStaffMember(app, ['users.view', 'groups.view', 'auth_events.view']);
    // A third of them joined at one and the same moment, as by an import, the others some microseconds apart.
    await addUsers(USERS, `'${MOMENT}'::timestamptz + (n % 3) * n * interval '1 microsecond'`);
    known = await allIds();
  }, 120_000);

  const addUsers = (count: number, joined: string, active = 'true') =>
    app.sql(
      `INSERT INTO users (email, first_name, date_joined, is_verified, is_active)
       SELECT gen_random_uuid() || '@example.net', 'Walked', ${joined}, true, ${active} FROM generate_series(1, ${count}) n`,
    );
  const allIds = async () => (await app.sql<{ id: string }>("SELECT id FROM users WHERE first_name = 'Walked'")).map(({ id }) => id);
  const get = (path: string) => managementOf(app.client(), clerk).get(path);
  const cursorOf = (url: string) => new URL(url).searchParams.get('cursor')!;

  /** What was there from the first page to the last came exactly once. */
  function expectEachOnce(walked: readonly string[], there: readonly string[]): void {
    expect(walked.length).toBe(new Set(walked).size);
    expect(there.filter((id) => !walked.includes(id))).toEqual([]);
  }

  it.each(['-date_joined', 'date_joined'])(
    'neither skips nor repeats who joined at the same moment, or microseconds apart (%s)',
    async (ordering) => {
      const pages = await walk(get, `users/?search=walked&limit=7&ordering=${ordering}`);
      const ids = pages.flatMap((page) => page.ids);
      expectEachOnce(ids, known);
      expect(ids).toHaveLength(known.length);
    },
  );

  it.each(['-date_joined', 'date_joined'])('neither skips nor repeats while twenty others write at each page (%s)', async (ordering) => {
    const there = new Set(await allIds());
    const churn = async (page: number) => {
      const [gone] = await app.sql<{ id: string }>(
        `DELETE FROM users WHERE id = (SELECT id FROM users WHERE first_name = 'Walked' ORDER BY id OFFSET ${page * 3} LIMIT 1) RETURNING id`,
      );
      if (gone) there.delete(gone.id);
      await Promise.all([
        ...Array.from({ length: 10 }, () => addUsers(1, 'now()')),
        ...Array.from({ length: 5 }, () => addUsers(1, `'${MOMENT}'::timestamptz`)),
        ...Array.from({ length: 5 }, () =>
          app.sql(
            "UPDATE users SET last_login = now(), last_name = $1 WHERE id IN (SELECT id FROM users WHERE first_name = 'Walked' LIMIT 20)",
            [randomUUID()],
          ),
        ),
      ]);
    };

    const pages = await walk(get, `users/?search=walked&limit=25&ordering=${ordering}&until=2026-03-02`, 'next', churn);
    const walked = pages.flatMap((page) => page.ids);

    const old = await app.sql<{ id: string }>("SELECT id FROM users WHERE first_name = 'Walked' AND date_joined < '2026-03-03'");
    expectEachOnce(
      walked,
      old.map(({ id }) => id).filter((id) => there.has(id)),
    );
  });

  it('comes back to the row it left by, when what was around it is gone', async () => {
    const first = (await get('users/?search=walked&limit=10')).body;
    const second = (await get(`users/?search=walked&limit=10&cursor=${cursorOf(first.next)}`)).body;
    await app.sql('DELETE FROM users WHERE id = ANY ($1::uuid[])', [[first.results[9].id, second.results[0].id]]);

    const back = (await get(`users/?search=walked&limit=10&cursor=${cursorOf(second.previous)}`)).body;
    expect(back.results.map(({ id }: { id: string }) => id)).toEqual(first.results.slice(0, 9).map(({ id }: { id: string }) => id));
    const on = (await get(`users/?search=walked&limit=9&cursor=${cursorOf(back.next)}`)).body;
    expect(on.results.map(({ id }: { id: string }) => id)).toEqual(second.results.slice(1).map(({ id }: { id: string }) => id));
  });

  it('leads on from a page whose rows are all gone', async () => {
    await addUsers(4, "'2020-01-01'::timestamptz + n * interval '1 day'", 'false');
    const query = 'users/?is_active=false&limit=2';
    const first = (await get(query)).body;
    const second = (await get(`${query}&cursor=${cursorOf(first.next)}`)).body;
    await app.sql('DELETE FROM users WHERE NOT is_active AND id <> $1', [second.results[1].id]);

    const empty = (await get(`${query}&cursor=${cursorOf(second.previous)}`)).body;
    expect(empty).toMatchObject({ count: 1, results: [], previous: null });
    const found = (await get(`${query}&cursor=${cursorOf(empty.next)}`)).body;
    expect(found.results).toMatchObject([{ id: second.results[1].id }]);
  });

  describe('under attack', () => {
    const QUERY = 'users/?search=walked&limit=5';
    let cursor: string;
    beforeAll(async () => {
      cursor = cursorOf((await get(QUERY)).body.next);
    });

    const refused = async (path: string) => expect((await get(path)).body).toMatchObject({ status: 400, code: 'invalid_cursor' });

    it('takes no cursor with a character changed', async () => {
      for (const at of [0, 5, 21, 30, cursor.length - 3]) {
        const other = cursor[at] === 'A' ? 'B' : 'A';
        await refused(`${QUERY}&cursor=${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`);
      }
    });

    it.each([
      ['another filter', () => `users/?search=walke&limit=5&cursor=${cursor}`],
      ['one filter more', () => `${QUERY}&is_active=true&cursor=${cursor}`],
      ['one filter less', () => `users/?limit=5&cursor=${cursor}`],
      ['another order', () => `${QUERY}&ordering=date_joined&cursor=${cursor}`],
      ['another list', () => `groups/?search=walked&cursor=${cursor}`],
      ['the history', () => `events/?cursor=${cursor}`],
    ])('takes no cursor of a list with %s', (_, path) => refused(path()));

    it.each([
      ['SQL', `' OR 1=1 --`],
      ['a cursor of our own making', Buffer.from('["after","2026-03-01","x"]').toString('base64url')],
      ['a cursor without a signature', Buffer.concat([Buffer.alloc(16), Buffer.from('["after"]')]).toString('base64url')],
      ['what is no text', '%FF%FE'],
      ['very much', 'A'.repeat(8_000)],
    ])('takes no %s for a cursor', (_, made) => refused(`${QUERY}&cursor=${made.startsWith('%') ? made : encodeURIComponent(made)}`));

    it('takes a cursor with another number of rows', async () => {
      expect((await get(`users/?search=walked&limit=2&cursor=${cursor}`)).body.results).toHaveLength(2);
    });

    it('shows nobody more by a cursor than they may see', async () => {
      const stranger = await aStaffMember(app, ['groups.view']);
      const answer = await managementOf(app.client(), stranger).get(`${QUERY}&cursor=${cursor}`);
      expect(answer.body).toMatchObject({ status: 403, code: 'permission_denied' });
    });
  });
});
