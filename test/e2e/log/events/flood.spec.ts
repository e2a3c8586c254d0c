import { randomUUID } from 'node:crypto';
import { Transaction } from '@castellan/data';
import { AuthEventList, AuthEvents } from '@castellan/log';
import type { AuthEvent } from '@castellan/log';
import { aUser } from '../../../support/people/people.js';
import { withApp } from '../../../support/app/with-app.js';

describe('a flood of failures', () => {
  const app = withApp();

  const rows = (where: string) =>
    app.sql<{ rows: number; attempts: number }>(
      `SELECT count(*)::int AS rows, sum(times)::int AS attempts FROM auth_events WHERE ${where}`,
    );
  const context = (ip: string) => ({ ip, userAgent: 'flood', traceId: '' });

  it('of 10 000 from one network is a bounded number of rows, which say how many there were', async () => {
    const events = app.get(AuthEvents);
    const attempt = (n: number): AuthEvent => ({
      event: 'login',
      status: 'failure',
      reason: 'unknown_user',
      identifier: `p${n}@example.com`,
      context: context('203.0.113.7'),
    });
    for (let n = 0; n < 10_000; n += 1) {
      await events.record(attempt(n));
      if (n % 1_000 === 0) await events.flush(); // written in between, as it would be
    }

    expect(await rows(`ip = '203.0.113.7'`)).toEqual([{ rows: 61, attempts: 10_000 }]);
    const [{ failed }] = [await events.signInsBetween(new Date(0), app.clock.in(1_000))];
    expect(failed).toBe(10_000);
  });

  it('is counted over HTTP too, and of a transaction when that has ended', async () => {
    const client = app.client({ 'x-forwarded-for': '198.51.100.7' });
    for (let n = 0; n < 100; n += 1) await client.post('/api/auth/password-reset/', { email: `p${n}@example.com` });

    expect(await rows(`ip = '198.51.100.7' AND reason = 'unknown_user'`)).toEqual([{ rows: 61, attempts: 100 }]);
  });

  it('counts what a transaction refused once, whether that is rolled back or not', async () => {
    const refused: AuthEvent = { event: 'password_reset', status: 'failure', reason: 'invalid_link', context: context('203.0.113.8') };
    for (let n = 0; n < 100; n += 1) {
      const run = app.get(Transaction).run(async () => {
        await app.get(AuthEvents).record(refused);
        if (n % 2) throw new Error('rolled back');
      });
      await run.catch(() => undefined);
    }

    expect(await rows(`ip = '203.0.113.8'`)).toEqual([{ rows: 61, attempts: 100 }]);
  });

  it('loses no count and counts none twice when the database goes away in between', async () => {
    const events = app.get(AuthEvents);
    const failed: AuthEvent = { event: 'email_verified', status: 'failure', reason: 'invalid_link', context: context('203.0.113.9') };
    const query = app.get(Transaction).query.bind(app.get(Transaction));
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    let isAway = true;
    jest.spyOn(app.get(Transaction), 'query').mockImplementation(async (sql, parameters, options) => {
      if (isAway && sql.includes('DO UPDATE SET times')) throw away;
      return query(sql, parameters, options);
    });
    for (let n = 0; n < 80; n += 1) await events.record(failed);
    await expect(events.flush()).rejects.toBe(away); // those of their own were written, what was counted was not
    for (let n = 0; n < 20; n += 1) await events.record(failed);
    isAway = false;
    await events.flush();
    jest.restoreAllMocks();

    expect(await rows(`ip = '203.0.113.9'`)).toEqual([{ rows: 61, attempts: 100 }]);
  });

  it('forgets a user whose refusals are being counted', async () => {
    const userId = randomUUID();
    const refused: AuthEvent = { event: 'login', status: 'failure', reason: 'too_many_failures', userId, context: context('203.0.113.10') };
    for (let n = 0; n < 100; n += 1) await app.get(AuthEvents).record(refused);
    await app.get(Transaction).run(() => app.get(AuthEvents).forget(userId));

    expect(await rows(`user_id = '${userId}'`)).toEqual([{ rows: 0, attempts: null }]);
    expect(await app.sql(`SELECT 1 FROM auth_events WHERE ip = '203.0.113.10'`)).toEqual([]);
  });

  it('hides nothing that happens to somebody: wrong passwords of the owner, and what succeeds, are rows of their own', async () => {
    const client = app.client({ 'x-forwarded-for': '198.51.100.8' });
    for (let n = 0; n < 80; n += 1) await client.post('/api/auth/password-reset/', { email: `q${n}@example.com` });
    const { email, password } = await aUser(app);
    await client.post('/api/auth/login/', { email, password: 'wrong' });
    await client.post('/api/auth/login/', { email, password });

    const seen = await app.sql(
      `SELECT status, times FROM auth_events WHERE ip = '198.51.100.8' AND event = 'login' ORDER BY created_at, id`,
    );
    expect(seen).toEqual([
      { status: 'failure', times: 1 },
      { status: 'success', times: 1 },
    ]);
  });

  it('keeps no password that was typed as a name, and who knows what was typed finds it in the list (ASVS 16.2.5)', async () => {
    const typed = 'Correct horse battery 9!';
    const { email } = await aUser(app);
    for (const identifier of [typed, email, 'nobody@example.com'])
      await app.client({ 'x-forwarded-for': '198.51.100.9' }).post('/api/auth/login/', { identifier, password: 'wrong' });

    const kept = await app.sql<{ identifier: string }>(
      `SELECT identifier FROM auth_events WHERE ip = '198.51.100.9' ORDER BY created_at, id`,
    );
    expect(kept.map(({ identifier }) => identifier)).toEqual(['C…', email, 'nobody@example.com']);
    const dump = await app.sql<{ row: string }>('SELECT e::text AS row FROM auth_events e');
    expect(dump.map(({ row }) => row).join()).not.toMatch(/horse/i);

    const find = (identifier: string) => app.get(AuthEventList).page({ filters: { identifier }, limit: 10, offset: 0 });
    expect(await find('correct horse BATTERY 9!')).toMatchObject([{ identifier: 'C…', ip: '198.51.100.9' }]);
    expect(await find('correct horse')).toEqual([]);
  });
});
