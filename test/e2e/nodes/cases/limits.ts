import { eventually } from '../../../support/app/eventually.js';
import type { Cluster } from '../../../support/cluster/cluster.js';
import type { Answer } from '../../../support/http/client.js';
import { someAddress } from '../../../support/http/some-address.js';
import { aUser, type Person, signInBearer, someone } from '../../../support/people/people.js';
import { tally, times } from '../../../support/people/second-factor.js';

/** Numbers of docs/reference/contract.md, “Numbers”. */
const LOGINS_A_MINUTE = 10;
const FAILURES = 5;
const CODE_REQUESTS_AN_HOUR = 3;
const GUESSES_A_CODE = 3;

export function limits(cluster: () => Cluster): void {
  const logIn = (turn: number, person: Person, more: object = {}, address = someAddress()): Promise<Answer> =>
    cluster()
      .node(turn)
      .client(address)
      .post('/api/auth/login/', { ...person, transport: 'bearer', ...more });

  it('let ten sign-ins a minute through from one address, however many nodes it asks at once', async () => {
    const address = someAddress();
    const answers = await times(30, (turn) => logIn(turn, someone(), {}, address));
    expect(tally(answers)).toEqual({ invalid_credentials: LOGINS_A_MINUTE, throttled: 30 - LOGINS_A_MINUTE });
    const waits = answers.filter(({ status }) => status === 429).map(({ headers }) => Number(headers.get('retry-after')));
    expect(Math.max(...waits)).toBeLessThanOrEqual(60);
    expect((await logIn(1, someone())).status).toBe(401);
  });

  it('look at five wrong passwords of thirty, tried on all nodes at once, and then at no right one of a stranger', async () => {
    const person = await aUser(cluster());
    const { deviceToken } = await signInBearer(cluster(), person);
    await times(30, (turn) => logIn(turn, { ...person, password: 'a wrong guess' }));
    const looked = () =>
      cluster().sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM auth_events WHERE identifier = $1 AND reason = 'wrong_password' AND status = 'failure'`,
        [person.email],
      );
    const reasons = () => cluster().sql(`SELECT 1 FROM auth_events WHERE identifier = $1 AND status = 'failure'`, [person.email]);
    await eventually(reasons, ({ length }) => length >= 30);
    expect(await looked()).toEqual([{ n: FAILURES }]);

    expect(tally(await times(3, (turn) => logIn(turn, person)))).toEqual({ invalid_credentials: 3 });
    expect((await logIn(2, person, { device_token: deviceToken })).status).toBe(200);
  });

  it('give an address three codes an hour, and three guesses each, wherever they are asked for; a known device has its own', async () => {
    const person = await aUser(cluster());
    const known = { device_token: (await signInBearer(cluster(), person)).deviceToken, transport: 'bearer' };
    const request = (turn: number, more: object = {}) =>
      cluster()
        .node(turn)
        .client()
        .post('/api/auth/otp/request/', { identifier: person.email, ...more });
    const verify = (turn: number, otp_code: string, more: object = {}) =>
      cluster()
        .node(turn)
        .client()
        .post('/api/auth/otp/verify/', { identifier: person.email, otp_code, ...more });

    for (let asked = 1; asked <= CODE_REQUESTS_AN_HOUR; asked += 1)
      await eventually(
        () => request(asked),
        ({ status }) => status === 200,
      );
    const refused = await eventually(
      () => request(0),
      ({ body }) => body.retry_after > 60, // no longer the pause between two, but the hour
    );
    expect(refused.status).toBe(429);
    const { code } = await cluster().mailTo(person.email, 1 + CODE_REQUESTS_AN_HOUR); // the first is about the sign-up
    const wrong = code === '000000' ? '000001' : '000000';
    expect(tally(await times(GUESSES_A_CODE, (turn) => verify(turn, wrong)))).toEqual({ invalid_code: GUESSES_A_CODE });
    expect((await verify(0, code!)).status).toBe(401);

    expect((await request(1, known)).status).toBe(200);
    const own = await cluster().mailTo(person.email, 2 + CODE_REQUESTS_AN_HOUR);
    expect((await verify(2, own.code!)).status).toBe(401); // a stranger's lane
    expect((await verify(0, own.code!, known)).status).toBe(200);
  });
}
