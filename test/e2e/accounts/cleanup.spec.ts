import { AccountCreation, Cleanup, localOperator } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import { aUser, signInBearer, someone } from '../../support/people/people.js';
import { withApp } from '../../support/app/with-app.js';

const DAY_MS = 24 * 3_600_000;
const EXPIRING = [
  ['sessions', 'ended_at'],
  ['sessions', 'absolute_expires_at'],
  ['auth_events', 'created_at'],
  ['mailed_links', 'expires_at'],
  ['registrations', 'expires_at'],
  ['otp_codes', 'expires_at'],
  ['two_factor', 'pending_until'],
  ['mail_deliveries', 'created_at'],
  ['sms_deliveries', 'created_at'],
] as const;

describe(Cleanup.name, () => {
  const app = withApp();

  const count = async (table: string) => (await app.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;

  it('takes away what has had its time, and nothing else', async () => {
    const person = await aUser(app);
    const [ended, live] = [await signInBearer(app, person), await signInBearer(app, person)];
    await app.client().post('/api/auth/password-reset/', { email: person.email });
    await app.client().post('/api/auth/logout/', { refresh: ended.refresh });
    await app.get(Cleanup).run();
    expect([await count('sessions'), await count('mailed_links')]).toEqual([2, 1]);
    app.clock.advance(31 * DAY_MS);
    const report = await app.get(Cleanup).run();
    expect(report).toMatchObject({ sessions: 1, mailed_links: 1, auth_events: 0, users: 0 });
    expect(await app.sql('SELECT id FROM sessions')).toEqual([{ id: live.sessionId }]);
    app.clock.advance(401 * DAY_MS);
    expect(await app.get(Cleanup).run()).toMatchObject({ sessions: 1 });
    expect(await count('auth_events')).toBe(0);
    expect(await count('users')).toBe(1);
  });

  it('goes on in batches until nothing is left, and looks by an index', async () => {
    await app.sql(
      `INSERT INTO auth_events (created_at, event, status, ip) SELECT now() - interval '3 years', 'login', 'failure', '' FROM generate_series(1, 4500)`,
    );
    expect((await app.get(Cleanup).run()).auth_events).toBe(4500);
    await app.get(Transaction).run(async () => {
      await app.sql('SET LOCAL enable_seqscan = off');
      for (const [table, column] of EXPIRING) {
        const plan = await app.sql<{ 'QUERY PLAN': string }>(`EXPLAIN SELECT ctid FROM ${table} WHERE ${column} < now() LIMIT 2000`);
        expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('Index');
      }
    });
  });

  it('erases accounts that nobody proved for 30 days with their sources; none that was proven, made by an operator, or signed up again', async () => {
    const source_url = 'https://campaign.example.com/';
    const forgotten = await aUser(app, { verified: false, source_url });
    const proven = await aUser(app);
    const made = someone();
    await app.get(AccountCreation).createUser(localOperator(), made);
    const again = await aUser(app, { verified: false });
    const everybody = [forgotten, proven, made, again].map(({ email }) => email);
    const left = () => app.sql<{ email: string }>('SELECT email FROM users WHERE email = ANY ($1) ORDER BY email', [everybody]);
    app.clock.advance(29 * DAY_MS);
    await app.get(Cleanup).run();
    expect(await left()).toHaveLength(4);
    app.clock.advance(DAY_MS + 1000);
    await app.client().post('/api/auth/signup/', again);
    expect(await app.get(Cleanup).run()).toMatchObject({ registration_sources: 1 });
    expect((await left()).map(({ email }) => email)).toEqual([proven, made, again].map(({ email }) => email).sort());
    expect(await app.sql('SELECT 1 FROM auth_events WHERE identifier = $1', [forgotten.email])).toEqual([]);
  });
});
