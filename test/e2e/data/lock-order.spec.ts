import { Logger } from '@nestjs/common';
import { aUser, linkOf, PASSWORD, type Person, signInBearer, someone } from '../../support/people/people.js';
import { eventually } from '../../support/app/eventually.js';
import type { Answer } from '../../support/http/client.js';
import { TestApp } from '../../support/app/test-app.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

const PEOPLE = 6;
const TIMES = 4;

type Act = () => Promise<Answer>;

/** All of them at once, several times each. */
const together = async (acts: readonly Act[]): Promise<readonly Answer[]> =>
  Promise.all(Array.from({ length: TIMES }, () => acts).flatMap((some) => some.map((act) => act())));

const broken = (answers: readonly Answer[]): readonly string[] => answers.filter(({ status }) => status >= 500).map(({ text }) => text);

/** Requests that change one account at once take the row of its user first, so that they wait in a row and never in a circle. */
onServers('an account that is changed from all sides at once', () => {
  let app: TestApp;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  /** The server counts them by and by. */
  const deadlocks = async (): Promise<number> => {
    const asked = performance.now();
    const [seen] = await eventually(
      () => app.sql<{ count: number }>('SELECT deadlocks::int AS count FROM pg_stat_database WHERE datname = current_database()'),
      ([row]) => performance.now() - asked > 1_500 || row!.count > 0,
    );
    return seen!.count;
  };

  it('by the proof of its address and by signing up again (deadlock)', async () => {
    const people = Array.from({ length: PEOPLE }, someone);
    const answers = await Promise.all(
      people.map(async (person) => {
        const post = (path: string, body: object): Promise<Answer> => app.client().post(`/api/auth/${path}/`, body);
        await post('signup', person);
        const link = await linkOf(app, person.email);
        return together([
          () => post('verify-account', { ...link, password: person.password }),
          () => post('signup', { ...person, password: `${PASSWORD} again` }),
          () => post('resend-verification', { email: person.email }),
          () => post('login', person),
        ]);
      }),
    );

    expect(broken(answers.flat())).toEqual([]);
    expect(await deadlocks()).toBe(0);
  });

  it('by password change, reset, refresh, change of address, sign-in and sign-out (deadlock)', async () => {
    const changeAll = async (person: Person): Promise<readonly Answer[]> => {
      const post = (path: string, body: object, headers = {}): Promise<Answer> => app.client().post(`/api/auth/${path}/`, body, headers);
      const sessions = await Promise.all(Array.from({ length: 3 }, () => signInBearer(app, person)));
      const [one, two, three] = sessions.map(({ bearer }) => bearer);
      const newEmail = someone().email;
      await post('password-reset', { email: person.email });
      const reset = await linkOf(app, person.email, 2);
      await post('change-email', { new_email: newEmail }, one);
      const move = await linkOf(app, newEmail);
      return together([
        () => post('change-password', { old_password: person.password, new_password: `${PASSWORD} new` }, one),
        () => post('password-reset-confirm', { ...reset, new_password: `${PASSWORD} reset` }),
        ...sessions.map(
          ({ refresh }) =>
            () =>
              post('refresh', { refresh }),
        ),
        () => post('change-email', { new_email: someone().email }, two),
        () => post('change-email-confirm', move),
        () => post('login', person),
        () => post('logout-all', {}, three),
        () => post('reauthenticate', { password: person.password }, two),
        () => post('2fa/setup', {}, three),
        () => post('logout', { refresh: sessions[2]!.refresh }),
      ]);
    };
    const people = await Promise.all(Array.from({ length: PEOPLE }, () => aUser(app)));
    const answers = await Promise.all(people.map(changeAll));

    expect(broken(answers.flat())).toEqual([]);
    expect(await deadlocks()).toBe(0);
  });
});
