import { eventually, within } from '../../support/app/eventually.js';
import type { Answer, HttpClient } from '../../support/http/client.js';
import { OwnRedis } from '../../support/stores/own-redis.js';
import { type Person, someone } from '../../support/people/people.js';
import { ServiceHome } from '../../support/service/home.js';
import { mailTo, signIn, signUp } from '../../support/service/people.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

/** Stops a server of its own, so one of the two runs is enough: the one on servers. */
const describeWithServers = process.env['DATABASE_URL'] && OwnRedis.isInstalled ? describe : describe.skip;

/** A caller waits no longer than 3 s; with room for a busy machine. */
const QUICKLY_MS = 5_000;

describeWithServers('a service whose Redis goes away', () => {
  let database: ThrowawayDatabase | null = null;
  let redis: OwnRedis;
  let home: ServiceHome;
  let client: HttpClient;
  let person: Person;

  beforeAll(async () => {
    [database, redis] = await Promise.all([throwawayDatabase('tables'), OwnRedis.start()]);
    home = await ServiceHome.create({ DATABASE_URL: database?.url, REDIS_URL: redis.url, THROTTLE_LOGIN: '10/min' });
    await home.start();
    client = home.client();
    person = await signUp(client, someone());
  }, 120_000);

  afterAll(async () => {
    await home.remove();
    await redis.remove();
    await database?.drop();
  });

  const readiness = (status: number): Promise<Answer> =>
    eventually(
      () => client.get('/readyz'),
      (answer) => answer.status === status,
    );

  const logIn = (from: HttpClient): Promise<Answer> => from.post('/api/auth/login/', { ...person, transport: 'bearer' });

  it('throttles by itself at half rate, guesses no password, serves who is signed in, and recovers without a restart', async () => {
    const session = await signIn(client, person);
    await redis.stop();

    expect((await readiness(503)).body.detail).toBe('Away: store.');
    const stranger = home.client('10.0.0.66');
    const answers: Answer[] = [];
    for (let attempt = 1; attempt <= 6; attempt++) answers.push(await logIn(stranger));
    // Five of ten a minute come through the throttle; failed sign-ins cannot be counted, so no password is looked at
    // (docs/reference/contract.md#limits).
    expect(answers.map(({ body }) => body.code)).toEqual([...Array<string>(5).fill('unavailable'), 'throttled']);
    for (const { headers } of answers) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);

    expect(await client.get('/api/auth/me/', session.headers)).toMatchObject({ status: 200 });
    expect(await client.post('/api/auth/refresh/', { refresh: session.refresh })).toMatchObject({ status: 200 });
    const newcomer = someone();
    expect(await client.post('/api/auth/signup/', newcomer)).toMatchObject({ status: 201 });
    expect(await client.get('/healthz')).toMatchObject({ status: 200 });

    await redis.start();
    await readiness(200);
    await mailTo(client, newcomer.email); // it waited: nobody could count it (docs/reference/contract.md#mails-and-sms)
    expect(await logIn(stranger)).toMatchObject({ status: 200 });
    expect(await logIn(home.client('10.0.0.67'))).toMatchObject({ status: 200 });
  }, 120_000);

  it('sends no code, and takes one that was sent before', async () => {
    const { email } = someone();
    const fromHere = { accept: 'application/json', 'x-forwarded-for': '127.0.0.1' };
    expect(await client.post('/api/auth/otp/request/', { identifier: email })).toMatchObject({ status: 200 });
    const otp_code = await eventually(
      async () => (await client.get(`/dev/inbox?to=${email}`, fromHere)).body.results[0].code as string | null,
      (code) => code !== null,
    );
    await redis.stop();
    await readiness(503);

    const refused = await client.post('/api/auth/otp/request/', { identifier: someone().email });
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await client.post('/api/auth/otp/verify/', { identifier: email, otp_code })).toMatchObject({ status: 200 });
    await redis.start();
    await readiness(200);
  }, 120_000);

  it('does all the same within 3 s while Redis is frozen, and goes on by itself', async () => {
    const session = await signIn(client, person);
    redis.signal('SIGSTOP');

    const refused = await within(QUICKLY_MS, logIn(home.client('10.0.0.68')));
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await readiness(503)).body.detail).toBe('Away: store.');
    expect(await within(QUICKLY_MS, client.get('/api/auth/me/', session.headers))).toMatchObject({ status: 200 });
    expect(await within(QUICKLY_MS, client.post('/api/auth/refresh/', { refresh: session.refresh }))).toMatchObject({ status: 200 });
    expect(await within(QUICKLY_MS, client.post('/api/auth/signup/', someone()))).toMatchObject({ status: 201 });

    redis.signal('SIGCONT');
    await readiness(200);
    expect(await logIn(home.client('10.0.0.68'))).toMatchObject({ status: 200 });
  }, 120_000);

  it('begins every budget anew when Redis comes back empty, and opens nothing else', async () => {
    const victim = await signUp(client, someone());
    const session = await signIn(client, victim);
    const attempt = async (password: string): Promise<number> =>
      (await home.client('10.0.0.69').post('/api/auth/login/', { email: victim.email, password })).status;
    const spend = async (): Promise<readonly number[]> => {
      const seen: number[] = [];
      for (const password of [...Array<string>(5).fill('a wrong password'), victim.password]) seen.push(await attempt(password));
      return seen;
    };
    const spent = Array<number>(6).fill(401); // the right one, too
    expect(await spend()).toEqual(spent);

    await redis.stop();
    await readiness(503);
    expect(await attempt(victim.password)).toBe(503);
    await redis.start();
    await readiness(200);
    expect(await spend()).toEqual(spent);
    expect(await client.get('/api/auth/me/', session.headers)).toMatchObject({ status: 200 });
  }, 120_000);
});
