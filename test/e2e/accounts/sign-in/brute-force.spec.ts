import { PasswordHasher } from '@castellan/accounts';
import { Unavailable } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Budgets } from '@castellan/limits';
import { AuthEvents } from '@castellan/log';
import type { Answer } from '../../../support/http/client.js';
import { aUser, linkOf, signInBearer, signInCookie, someone } from '../../../support/people/people.js';
import type { Person } from '../../../support/people/people.js';
import { idOf } from '../../../support/people/second-factor.js';
import { withApp } from '../../../support/app/with-app.js';

const MINUTE_MS = 60_000;

describe('Brute force', () => {
  const app = withApp();

  const guess = (email: string, password = 'a wrong guess', more: object = {}): Promise<Answer> =>
    app.client().post('/api/auth/login/', { email, password, ...more });
  const guesses = (email: string, count: number): Promise<Answer[]> => Promise.all(Array.from({ length: count }, () => guess(email)));
  /** Hashes spent on what is stored, and on nothing. */
  const hashesSpent = async (work: () => Promise<unknown>): Promise<{ looked: number; idle: number }> => {
    const spent = jest.spyOn(app.get(PasswordHasher), 'check');
    await work();
    const looked = spent.mock.calls.filter(([, stored]) => stored !== null).length;
    const idle = spent.mock.calls.length - looked;
    spent.mockRestore();
    return { looked, idle };
  };
  /** How often each reason was recorded for what was typed. */
  const reasons = async (identifier: string): Promise<Readonly<Record<string, number>>> => {
    const rows = await app.sql<{ reason: string; count: number }>(
      `SELECT reason, count(*)::int AS count FROM auth_events WHERE identifier = $1 AND event = 'login' AND status = 'failure' GROUP BY 1`,
      [identifier],
    );
    return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
  };

  it('looks at five of a hundred parallel guesses', async () => {
    const { email } = await aUser(app);
    const { looked } = await hashesSpent(() => guesses(email, 100));
    expect(looked).toBe(5);
    expect((await reasons(email))['wrong_password']).toBe(5);
  });

  it('refuses an unknown name after five guesses, too, and whoever spells it otherwise', async () => {
    const { email } = someone();
    await guesses(email, 30);
    await guess(email.toUpperCase());
    expect(await reasons(email)).toMatchObject({ unknown_user: 5 });
    expect((await reasons(email))['too_many_failures']).toBeGreaterThan(0);
    expect(await reasons(email.toUpperCase())).toEqual({ too_many_failures: 1 });
  });

  it('spends a hash on each refusal, by every name: a quick answer would say that two names are one account', async () => {
    const username = `u_${someone().email.slice(1, 9)}`;
    const { email } = await aUser(app, { username });
    const unknown = someone().email;
    await guesses(email, 5);
    await guesses(unknown, 5);
    const once = { looked: 0, idle: 1 };
    expect(await hashesSpent(() => guess(email))).toEqual(once);
    expect(await hashesSpent(() => app.client().post('/api/auth/login/', { username, password: 'a wrong guess' }))).toEqual(once);
    expect(await hashesSpent(() => guess(unknown))).toEqual(once);
  });

  it('calls none of twenty parallel right passwords wrong', async () => {
    const person = await aUser(app);
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess(person.email, person.password)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await reasons(person.email)).toEqual({});
  });

  it('waits for a place that somebody else only holds, and says so when it gets none within two seconds', async () => {
    const person = await aUser(app);
    const budget = { name: `password:account:${await idOf(app, person)}`, maxFailures: 5 };
    const held = await Promise.all(Array.from({ length: 5 }, () => app.get(Budgets).reserve(budget)));
    const { status, body, headers } = await guess(person.email, person.password);
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
    const waiting = guess(person.email, person.password);
    for (const place of held) await app.get(Budgets).giveBack(place!);
    expect((await waiting).status).toBe(200);
  });

  it('asks the database as often for an unknown address as for a known one, with a device token too (enumeration by time)', async () => {
    const { email } = await aUser(app);
    const asked = jest.spyOn(app.get(Transaction), 'query');
    const queriesFor = async (address: string): Promise<number> => {
      await app.get(AuthEvents).flush(); // what is written in batches belongs to the guess it tells of
      asked.mockClear();
      await guess(address, 'a wrong guess', { transport: 'bearer', device_token: 'planted' });
      await app.get(AuthEvents).flush();
      return asked.mock.calls.filter(([sql]) => /users|devices|auth_events/.test(sql)).length;
    };
    expect(await queriesFor(someone().email)).toBe(await queriesFor(email));
    asked.mockRestore();
  });

  it('lets a reset end the refusal on a known device, too', async () => {
    const person = await aUser(app);
    const device_token = (await signInBearer(app, person)).deviceToken;
    for (let wrong = 0; wrong < 5; wrong += 1) await guess(person.email, 'forgotten', { transport: 'bearer', device_token });
    expect((await guess(person.email, person.password, { transport: 'bearer', device_token })).status).toBe(401);
    await app.client().post('/api/auth/password-reset/', { email: person.email });
    const new_password = 'glass tundra orbit 9';
    await app.client().post('/api/auth/password-reset-confirm/', { ...(await linkOf(app, person.email, 2)), new_password });
    expect((await guess(person.email, new_password, { transport: 'bearer', device_token })).status).toBe(200);
  });

  it('refuses the right password alike during the refusal, and takes it after fifteen minutes', async () => {
    const person = await aUser(app);
    const [wrong] = await guesses(person.email, 5);
    await app.advance(14 * MINUTE_MS);
    const right = await guess(person.email, person.password);
    expect([right.status, { ...right.body, trace_id: '' }]).toEqual([401, { ...wrong!.body, trace_id: '' }]);
    await app.advance(MINUTE_MS + 1);
    expect((await guess(person.email, person.password)).status).toBe(200);
  });

  it('costs nobody a place when no hash could be made (a full hashing queue)', async () => {
    const person = await aUser(app);
    const full = jest.spyOn(app.get(PasswordHasher), 'check').mockRejectedValue(new Unavailable());
    expect((await guesses(person.email, 5)).map(({ status }) => status)).toEqual(Array(5).fill(503));
    full.mockRestore();
    expect((await guess(person.email, person.password)).status).toBe(200);
  });

  it('is not prolonged by those who go on guessing', async () => {
    const person = await aUser(app);
    await guesses(person.email, 5);
    for (let minute = 0; minute < 15; minute += 1) {
      await app.advance(MINUTE_MS);
      if (minute < 14) await guess(person.email);
    }
    await app.advance(1);
    expect((await guess(person.email, person.password)).status).toBe(200);
  });

  it('gives the place of a right password back', async () => {
    const person = await aUser(app);
    await guesses(person.email, 4);
    for (let count = 0; count < 6; count += 1) expect((await guess(person.email, person.password)).status).toBe(200);
  });

  it('never keeps the owner’s known browser out, whatever strangers try (lock-out as denial of service)', async () => {
    const person = await aUser(app);
    const { browser } = await signInCookie(app, person);
    const { deviceToken } = await signInBearer(app, person);
    await guesses(person.email, 100);
    expect((await guess(person.email, person.password)).status).toBe(401);
    expect((await browser.post('/api/auth/login/', { ...person })).status).toBe(200);
    expect((await guess(person.email, person.password, { transport: 'bearer', device_token: deviceToken })).status).toBe(200);
  });

  it('gives a known device five failures of its own, and another user’s device none', async () => {
    const [person, other] = [await aUser(app), await aUser(app)];
    const { deviceToken } = await signInBearer(app, person);
    const known = { transport: 'bearer', device_token: deviceToken };
    const { looked } = await hashesSpent(() => Promise.all(Array.from({ length: 20 }, () => guess(person.email, 'wrong', known))));
    expect(looked).toBe(5);
    expect((await guess(person.email, person.password, known)).status).toBe(401);
    expect((await guess(person.email, person.password)).status).toBe(200);
    await guesses(other.email, 5);
    expect((await guess(other.email, other.password, known)).status).toBe(401);
  });

  it('counts address and username of one account together', async () => {
    const username = `u_${someone().email.slice(1, 9)}`;
    const person: Person = await aUser(app, { username });
    for (let count = 0; count < 3; count += 1) await guess(person.email);
    const byName = () => app.client().post('/api/auth/login/', { username: username.toUpperCase(), password: 'wrong' });
    expect(await hashesSpent(() => Promise.all(Array.from({ length: 10 }, byName)))).toMatchObject({ looked: 2 });
  });
});
