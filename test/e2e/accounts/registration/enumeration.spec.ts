import { PasswordHasher } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import { aUser, signInBearer, someone } from '../../../support/people/people.js';
import type { Person } from '../../../support/people/people.js';
import { signUpsIn, STRANGERS, THIEFS } from '../../../support/people/sign-ups.js';
import { withApp } from '../../../support/app/with-app.js';

describe('who has an account', () => {
  const app = withApp();
  const { post, signUp, login } = signUpsIn(() => app);
  /** A free address, one that waits, and a taken one, each signed up with by a stranger. */
  const threeAddresses = async () => {
    const people = [someone(), await aUser(app, { verified: false }), await aUser(app)];
    for (const person of people) await signUp(person, STRANGERS);
    return people;
  };

  it('is not told by a sign-up and a sign-in with its password (enumeration)', async () => {
    const answers = [];
    for (const person of await threeAddresses()) answers.push(await login(person, THIEFS));
    const seen = answers.map(({ status, body }) => ({ status, ...body, trace_id: '' }));
    expect(seen[0]).toMatchObject({ status: 403, code: 'email_unverified' });
    expect(seen.slice(1)).toEqual([seen[0], seen[0]]);
  });

  it('is not told by the username that somebody signed up with', async () => {
    const answers = [];
    for (const person of [someone(), await aUser(app)]) {
      const username = `name.${someone().email.slice(1, 9)}`;
      await signUp(person, { ...STRANGERS, username });
      answers.push(await post('login', { username, password: THIEFS }));
    }
    expect(answers.map(({ body }) => body.code)).toEqual(['email_unverified', 'email_unverified']);
  });

  it('is not told by asking for a username with the password of a sign-up (whose address is it?)', async () => {
    const username = `name.${someone().email.slice(1, 9)}`;
    const owner = await aUser(app, { username });
    await signUp(owner, STRANGERS);
    expect((await post('login', { username, password: THIEFS })).body.code).toBe('invalid_credentials');
  });

  const spendBudgetOf = async (name: object): Promise<void> => {
    for (let guess = 0; guess < 5; guess += 1) await post('login', { ...name, password: 'a wrong guess' });
  };
  const codesFor = async (people: readonly Person[]) => {
    const codes = [];
    for (const person of people) codes.push((await login(person, THIEFS)).body.code);
    return codes;
  };

  it('is not told by guesses that spend a budget, a sign-up and a sign-in with its password', async () => {
    const people = [someone(), await aUser(app)];
    for (const person of people) await spendBudgetOf({ email: person.email });
    for (const person of people) await signUp(person, STRANGERS);
    const [free, taken] = await codesFor(people);
    expect(free).toBe('invalid_credentials'); // five guesses at this address were wrong, whoever has it
    expect(taken).toBe(free);
  });

  it('is not told by guesses at a username that spend the budget of its account (whose address is it?)', async () => {
    const username = `name.${someone().email.slice(1, 9)}`;
    const people = [await aUser(app, { username }), await aUser(app), someone()];
    for (const { email, password } of people) await signUp({ email, password }, STRANGERS);
    await spendBudgetOf({ username });
    expect(await codesFor(people)).toEqual(['email_unverified', 'email_unverified', 'email_unverified']);
    expect((await login(people[0]!, people[0]!.password)).status).toBe(401); // its own password stays refused
  });

  it('is not told by the own history of who asked to move to an address', async () => {
    const { bearer } = await signInBearer(app, await aUser(app));
    for (const { email } of [await aUser(app), someone()]) await post('change-email', { new_email: email }, bearer);
    const { results } = (await app.client().get('/api/auth/activity/', bearer)).body;
    const asked = results.filter(({ event }: { event: string }) => event === 'email_change_requested');
    expect(asked.map(({ status, reason }: { status: string; reason: string }) => [status, reason])).toEqual([
      ['success', null],
      ['success', null],
    ]);
    const exported = (await app.client().get('/api/auth/me/export/', bearer)).text;
    expect(exported).not.toContain('address_taken');
  });

  it('is not told by the time of a sign-in: a wrong password costs one hash, and one for each sign-up that waits', async () => {
    const spent = jest.spyOn(app.get(PasswordHasher), 'check');
    const [free, , taken] = await threeAddresses();
    const costs = [];
    for (const person of [free!, taken!, someone()]) {
      spent.mockClear();
      await login(person, 'a wrong guess');
      costs.push(spent.mock.calls.length);
    }
    spent.mockRestore();
    expect(costs).toEqual([2, 2, 1]);
  });

  it('is not told by the work of a sign-up, a sign-in or another mail: the same statements for each', async () => {
    const [free, waiting, taken] = [someone(), await aUser(app, { verified: false }), await aUser(app)];
    const query = jest.spyOn(app.get(Transaction), 'query');
    const statementsOf = async (work: () => Promise<unknown>): Promise<number> => {
      query.mockClear();
      await work();
      const asked = query.mock.calls.filter(([sql]) => /\b(users|profiles|registrations|mailed_links)\b/.test(sql)); // no mails, no batches
      return asked.filter(([sql]) => !sql.startsWith('SELECT p.language')).length; // asked by the queue for a mail, whenever that leaves
    };
    const people = [free, waiting, taken];
    for (const work of [(person: Person) => signUp(person, STRANGERS), (person: Person) => login(person, 'a wrong guess')]) {
      const counts = [];
      for (const person of people) counts.push(await statementsOf(() => work(person)));
      expect(new Set(counts).size).toBe(1);
    }
    const resends = [];
    for (const { email } of people) resends.push(await statementsOf(() => post('resend-verification', { email })));
    expect(new Set(resends).size).toBe(1);
    query.mockRestore();
  });

  it('is not told by asking for the mail again: an owner gets the mail of the sign-up once more', async () => {
    const [free, , taken] = await threeAddresses();
    const answers = [];
    for (const { email } of [free!, taken!]) answers.push(await post('resend-verification', { email }));
    expect(answers[0]!.text).toBe(answers[1]!.text);
    expect((await app.mailTo(taken!.email, 3)).subject).toContain('already have an account');
    expect((await app.mailTo(free!.email, 2)).subject).toContain('Confirm');
  });

  it('opens nothing with the password of a sign-up, nor loses anything by it', async () => {
    const owner = await aUser(app);
    await signUp(owner, STRANGERS);
    const { bearer } = await signInBearer(app, owner);
    expect((await app.client().get('/api/auth/me/', bearer)).body.first_name).toBe('');
    expect((await login(owner, THIEFS)).status).toBe(403);
  });
});
