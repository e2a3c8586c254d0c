import { randomUUID } from 'node:crypto';
import { Transaction } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import type { AuthEvent } from '@castellan/log';
import { aUser, PASSWORD, signInBearer } from '../../../support/people/people.js';
import { TestApp } from '../../../support/app/test-app.js';

const LOGIN = '/api/auth/login/';

interface Stored {
  readonly event: string;
  readonly status: string;
  readonly reason: string | null;
  readonly identifier: string | null;
  readonly user_agent: string | null;
  readonly ip: string;
  readonly created_at: Date;
}

describe(AuthEvents.name, () => {
  let app: TestApp;
  let events: AuthEvents;
  let transaction: Transaction;

  beforeAll(async () => {
    app = await TestApp.start();
    events = app.get(AuthEvents);
    transaction = app.get(Transaction);
  });
  afterAll(() => app.close());

  const eventOf = (identifier: string, more: Partial<AuthEvent> = {}): AuthEvent => ({
    event: 'login',
    status: 'success',
    identifier,
    context: { ip: '192.0.2.1', userAgent: null, traceId: '' },
    ...more,
  });
  const stored = (identifier: string) =>
    app.sql<Stored>('SELECT * FROM auth_events WHERE identifier = $1 ORDER BY created_at, id', [identifier]);
  /** Without the flush of `app.sql`. */
  const inTheTable = (identifier: string) => transaction.query('SELECT id FROM auth_events WHERE identifier = $1', [identifier]);

  it('keeps an event off the path of its request, and can be read at once', async () => {
    const name = randomUUID();
    await events.record(eventOf(name));

    expect(await inTheTable(name)).toEqual([]);
    expect(await stored(name)).toHaveLength(1);
  });

  it('writes by itself what waits', async () => {
    const name = randomUUID();
    await events.record(eventOf(name));
    await new Promise((resolve) => setTimeout(resolve, 700));

    expect(await inTheTable(name)).toHaveLength(1);
  });

  it('tells the moment of the attempt, not of the writing, and keeps the order within one moment', async () => {
    const name = randomUUID();
    const attempted = app.clock.now();
    for (const reason of ['a', 'b', 'c', 'd', 'e']) await events.record(eventOf(name, { reason }));
    app.clock.advance(5_000);

    const rows = await stored(name);
    expect(rows.map(({ reason }) => reason)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(new Set(rows.map(({ created_at }) => created_at.getTime()))).toEqual(new Set([attempted.getTime()]));
  });

  it('commits with the transaction it is in', async () => {
    const name = randomUUID();
    await transaction.run(() => events.record(eventOf(name)));

    expect(await inTheTable(name)).toHaveLength(1);
  });

  it('remembers the attempt as failed when the transaction is rolled back', async () => {
    const [succeeding, refused] = [randomUUID(), `${randomUUID()}@example.com`];
    const run = transaction.run(async () => {
      await events.record(eventOf(succeeding));
      await events.record(eventOf(refused, { status: 'failure', reason: 'wrong_code' }));
      throw new Error('the commit never comes');
    });
    await run.catch(() => undefined);

    expect(await stored(succeeding)).toMatchObject([{ event: 'login', status: 'failure', reason: 'rolled_back' }]);
    expect(await stored(refused)).toMatchObject([{ status: 'failure', reason: 'wrong_code' }]);
  });

  it('writes what waits through a transaction that reads it, and keeps it when that is rolled back', async () => {
    const name = randomUUID();
    await events.record(eventOf(name));
    const run = transaction.run(async () => {
      await events.flush();
      expect(await inTheTable(name)).toHaveLength(1);
      throw new Error('rolled back');
    });
    await expect(run).rejects.toThrow('rolled back');

    expect(await inTheTable(name)).toEqual([]);
    expect(await stored(name)).toHaveLength(1);
  });

  it('forgets a user whose events are still on their way', async () => {
    const userId = randomUUID();
    await events.record(eventOf('someone', { userId }));
    await transaction.run(() => events.forget(userId));

    expect(await app.sql('SELECT id FROM auth_events WHERE user_id = $1', [userId])).toEqual([]);
  });

  it('is not kept from writing by an event that the database refuses', async () => {
    const name = randomUUID();
    await events.record(eventOf(name, { userId: 'no uuid' }));
    await events.record(eventOf(name, { reason: 'sound' }));

    expect(await stored(name)).toMatchObject([{ reason: 'sound' }]);
  });

  it('takes no forged line or terminal command from a User-Agent or an identifier (log injection)', async () => {
    const agent = 'curl\u0085{"level":50}\u009b2J';
    const name = `ada\u0001\n{"level":50}\u202e${randomUUID()}`;
    await app.client({ 'user-agent': agent }).post(LOGIN, { identifier: name, password: PASSWORD });

    const [row] = await app.sql<Stored>('SELECT * FROM auth_events ORDER BY created_at DESC, id DESC LIMIT 1');
    expect(row).toMatchObject({ event: 'login', status: 'failure', user_agent: 'curl\uFFFD{"level":50}\uFFFD2J' });
    expect(row?.identifier).toBe('a…'); // nobody's name, and no address
  });

  it('is told no address by an X-Forwarded-For of a stranger (forged address)', async () => {
    const exposed = await TestApp.start({ TRUSTED_PROXIES: '' });
    const name = `${randomUUID()}@example.com`;
    await exposed.client({ 'x-forwarded-for': '203.0.113.99' }).post(LOGIN, { email: name, password: PASSWORD });

    expect(await exposed.sql('SELECT ip FROM auth_events WHERE identifier = $1', [name])).toEqual([{ ip: '127.0.0.1' }]);
    await exposed.close();
  });

  it('is searched by every combination, newest first, page by page', async () => {
    const person = await aUser(app);
    const { sessionId } = await signInBearer(app, person);
    const ip = '198.51.100.7';
    for (let n = 0; n < 3; n += 1) await app.client({ 'x-forwarded-for': ip }).post(LOGIN, { ...person, password: 'wrong' });
    const [{ id: userId }] = (await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [person.email])) as [{ id: string }];

    expect(await events.search({ userId, event: 'login', status: 'success', limit: 10 })).toMatchObject([{ sessionId }]);
    expect(await events.search({ ip, limit: 10 })).toHaveLength(3);
    expect((await events.search({ userId, event: 'login', limit: 10 })).map(({ status }) => status)).toEqual([
      ...['failure', 'failure', 'failure'],
      'success',
    ]);
    expect(await events.search({ userId, from: app.clock.in(1_000), limit: 10 })).toEqual([]);
    expect(await events.search({ ip, to: app.clock.in(-1_000), limit: 10 })).toEqual([]);
    const [first, second] = await events.search({ userId, event: 'login', limit: 2 });
    const rest = await events.search({ userId, event: 'login', before: second!.position, limit: 2 });
    expect(rest.map(({ status }) => status)).toEqual(['failure', 'success']);
    expect(new Set([first, second, ...rest].map((event) => event!.id)).size).toBe(4);
  });
});
