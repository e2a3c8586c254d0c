import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { eventually, within } from '../../support/app/eventually.js';
import { freePort } from '../../support/service/free-port.js';
import type { Answer, HttpClient } from '../../support/http/client.js';
import { OwnPostgres } from '../../support/stores/own-postgres.js';
import { OwnRedis } from '../../support/stores/own-redis.js';
import { PASSWORD, type Person, someone } from '../../support/people/people.js';
import { ServiceHome } from '../../support/service/home.js';
import { type Bearer, deliveredMails, signIn, signUp } from '../../support/service/people.js';
import type { SpawnedService } from '../../support/service/spawned.js';

/** Stops servers of its own, so one of the two runs is enough: the one on servers. */
const describeWithServers = process.env['DATABASE_URL'] && OwnPostgres.isInstalled && OwnRedis.isInstalled ? describe : describe.skip;

/** A caller waits no longer than this for a 503; with room for a busy machine. */
const QUICKLY_MS = 5_000;

/** A job that was handed out in an answer that was lost is taken up after its expiry; most need some seconds. */
const JOB_COMES_AGAIN_MS = 200_000;

/** The pool, two for revocations, and one that is just ending or knocking. */
const MOST_SESSIONS = 14;

const ME = '/api/auth/me/';
const SESSION_ID = randomUUID();

describeWithServers('a service whose PostgreSQL goes away', () => {
  let postgres: OwnPostgres;
  let redis: OwnRedis;
  let home: ServiceHome;
  let service: SpawnedService;
  let client: HttpClient;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([OwnPostgres.start(), OwnRedis.start()]);
    home = await ServiceHome.create({ DATABASE_URL: postgres.url, REDIS_URL: redis.url });
    service = await home.start();
    client = home.client();
  }, 120_000);

  afterAll(async () => {
    await home.remove();
    await Promise.all([postgres.remove(), redis.remove()]);
  }, 120_000);

  const me = (session: Bearer): Promise<Answer> => within(QUICKLY_MS, client.get(ME, session.headers));

  const away = (session: Bearer): Promise<Answer> =>
    eventually(
      () => me(session),
      ({ status }) => status !== 200,
    );

  const ready = (): Promise<Answer> =>
    eventually(
      () => client.get('/readyz'),
      ({ status }) => status === 200,
    );

  const aSignedInUser = async (): Promise<{ person: Person; session: Bearer }> => {
    const person = await signUp(client, someone());
    return { person, session: await signIn(client, person) };
  };

  const expectUnavailable = (answer: Answer): void => {
    expect(answer).toMatchObject({ status: 503, body: { status: 503, code: 'unavailable', trace_id: expect.any(String) } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.body.trace_id).toBe(answer.headers.get('x-request-id'));
  };

  it('answers 503 at once, signed in or not, says so in its health, and recovers without a restart', async () => {
    const { person, session } = await aSignedInUser();
    await postgres.stop('immediate');

    expectUnavailable(await away(session));
    const asked: readonly (() => Promise<Answer>)[] = [
      () => client.get(ME, session.headers),
      () => client.post('/api/auth/login/', { ...person, transport: 'bearer' }),
      () => client.post('/api/auth/login/', { email: 'nobody@example.com', password: PASSWORD }),
      () => client.post('/api/auth/signup/', someone()),
      () => client.post('/api/auth/resend-verification/', { email: person.email }),
      () => client.post('/api/auth/verify-account/', { uid: SESSION_ID, token: 'x'.repeat(43) }),
      () => client.post('/api/auth/refresh/', { refresh: session.refresh }),
      () => client.post('/api/auth/logout/', { refresh: session.refresh }),
    ];
    for (const ask of asked) expectUnavailable(await within(QUICKLY_MS, ask()));
    const panel = await within(QUICKLY_MS, knockAtPanel(home, person));
    expect([panel.status, panel.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    expect(await within(QUICKLY_MS, client.get('/readyz'))).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('database') },
    });
    expect(await client.get('/healthz')).toMatchObject({ status: 200 });

    await postgres.start();
    await ready();
    expect(
      await eventually(
        () => me(session),
        ({ status }) => status !== 503,
      ),
    ).toMatchObject({ status: 200, body: { email: person.email } });
    expect(await client.post('/api/auth/refresh/', { refresh: session.refresh })).toMatchObject({ status: 200 });
    await signIn(client, person);
    expect(service.isRunning).toBe(true);
  }, 120_000);

  it('never fails open: a session revoked in the database behind its back is refused when it is reached again', async () => {
    const { session } = await aSignedInUser();
    const { session: other } = await aSignedInUser();
    expect(await me(session)).toMatchObject({ status: 200 });
    await postgres.stop('fast');
    expectUnavailable(await away(session));

    await revokeElsewhere(postgres, session.sessionId);
    await postgres.start();

    const answer = await eventually(
      () => me(session),
      ({ status }) => status !== 503,
    );
    expect(answer).toMatchObject({ status: 401, body: { code: 'session_ended', reason: 'admin_revoked' } });
    expect(
      await eventually(
        () => me(other),
        ({ status }) => status !== 503,
      ),
    ).toMatchObject({ status: 200 });
    await ready();
  }, 120_000);

  it('tells everybody within 3 s while PostgreSQL is frozen, and loses nothing it has acknowledged', async () => {
    const { person, session } = await aSignedInUser();
    const people = Array.from({ length: 60 }, someone);
    let frozenAt = 0;
    const freeze = (): void => {
      postgres.signal('SIGSTOP');
      frozenAt = performance.now();
    };
    const answers = people.map((one, n) => client.post('/api/auth/signup/', one).finally(() => n === 20 && freeze()));
    const outcomes = await Promise.all(answers.map((answer) => within(30_000, answer)));
    expect(performance.now() - frozenAt).toBeLessThan(QUICKLY_MS);
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set([201, 503]));
    for (const answer of outcomes.filter(({ status }) => status === 503)) expectUnavailable(answer);
    expectUnavailable(await me(session));
    expectUnavailable(await within(QUICKLY_MS, client.post('/api/auth/refresh/', { refresh: session.refresh })));
    expectUnavailable(await within(QUICKLY_MS, client.post('/api/auth/login/', person)));

    postgres.signal('SIGCONT');
    await ready();
    expect(
      await eventually(
        () => me(session),
        ({ status }) => status !== 503,
      ),
    ).toMatchObject({ status: 200 });
    const told = people.filter((_, n) => outcomes[n]?.status === 201);
    for (const one of told) expect(await client.post('/api/auth/login/', one)).toMatchObject({ status: 200 });
    expect(await leftBehind(postgres)).toEqual({ sessions: expect.any(Number), inTransaction: 0 });
  }, 120_000);

  it('sends the mails that waited, one to each address that was told of its account', async () => {
    const people = Array.from({ length: 40 }, someone);
    const answers = people.map((person, n) =>
      client.post('/api/auth/signup/', person).finally(() => n === 10 && postgres.stop('immediate')),
    );
    const outcomes = await Promise.all(answers.map((answer) => within(30_000, answer)));
    const told = people.filter((_, n) => outcomes[n]?.status === 201).map(({ email }) => email);
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set([201, 503]));

    await postgres.start();
    await ready();
    const arrived = await eventually(
      async () => (await deliveredMails(client)).map(({ to }) => to),
      (addresses) => told.every((email) => addresses.includes(email)),
      JOB_COMES_AGAIN_MS,
    );

    expect(arrived).toHaveLength(new Set(arrived).size);
  }, 240_000);
});

/** Ends the session while the server runs on a port that the service does not know; nobody is notified. */
async function revokeElsewhere(postgres: OwnPostgres, sessionId: string): Promise<void> {
  const port = await freePort();
  await postgres.start(port);
  const admin = new pg.Client({ connectionString: postgres.urlAt(port) });
  await admin.connect();
  const { rowCount } = await admin.query(`UPDATE sessions SET ended_at = now(), end_reason = 'admin_revoked' WHERE id = $1`, [sessionId]);
  expect(rowCount).toBe(1);
  await admin.end();
  await postgres.stop('fast');
}

/** Sessions of the service, and those of them that hold a transaction open with nothing to do. */
async function leftBehind(postgres: OwnPostgres): Promise<unknown> {
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  const { rows } = await admin.query<{ sessions: number; inTransaction: number }>(
    `SELECT count(*)::int AS sessions, (count(*) FILTER (WHERE state LIKE 'idle in transaction%'))::int AS "inTransaction"
     FROM pg_stat_activity WHERE application_name LIKE 'castellan%'`,
  );
  await admin.end();
  expect(rows[0]?.sessions).toBeLessThanOrEqual(MOST_SESSIONS);
  return rows[0];
}

/** An operator's form, whatever it holds: the panel has to look him up. */
function knockAtPanel(home: ServiceHome, { email, password }: Person): Promise<Response> {
  const address = `http://localhost:${String(home.adminPort)}`;
  const body = new URLSearchParams({ identifier: email, password });
  return fetch(`${address}/sign-in`, { method: 'POST', headers: { origin: address }, body });
}
