import { PasswordHasher } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import type { Answer } from '../support/http-client.js';
import { aUser, linkOf, signInBearer, signInCookie, someone } from '../support/people.js';
import type { Person } from '../support/people.js';
import { TestApp } from '../support/test-app.js';

const MINUTE_MS = 60_000;

describe('Brute force', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  const guess = (email: string, password = 'a wrong guess', more: object = {}): Promise<Answer> =>
    app.client().post('/api/auth/login/', { email, password, ...more });
  const guesses = (email: string, count: number): Promise<Answer[]> => Promise.all(Array.from({ length: count }, () => guess(email)));
  const hashesSpent = async (work: () => Promise<unknown>): Promise<number> => {
    const spent = jest.spyOn(app.get(PasswordHasher), 'check');
    await work();
    const { length } = spent.mock.calls;
    spent.mockRestore();
    return length;
  };

  it('spends exactly five hashes on a hundred parallel guesses, also at an unknown address', async () => {
    const { email } = await aUser(app);
    expect(await hashesSpent(() => guesses(email, 100))).toBe(5);
    expect(await hashesSpent(() => guesses(someone().email, 100))).toBe(5);
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
    expect(await hashesSpent(() => Promise.all(Array.from({ length: 20 }, () => guess(person.email, 'wrong', known))))).toBe(5);
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
    expect(await hashesSpent(() => Promise.all(Array.from({ length: 10 }, byName)))).toBe(2);
  });
});
