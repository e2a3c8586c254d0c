import { LOCAL_CONTEXT } from '@castellan/log';
import { AccountCreation, AccountDeletion, AccountStatus, Superusers, UserDirectory } from '@castellan/accounts';
import { HOST } from '../../support/people/operators.js';
import { aUser, someone } from '../../support/people/people.js';
import type { Person } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;
const LAST = { code: 'last_superuser', kind: 'conflict' };

let app: TestApp;
const signInStatus = async (person: Person): Promise<number> => (await app.client().post('/api/auth/login/', person)).status;
const superusers = async (): Promise<number> =>
  (await app.sql<{ count: number }>('SELECT count(*)::int FROM users WHERE is_superuser AND is_active'))[0]!.count;

/** Leaves exactly these superusers. */
async function onlySuperusers(count: number): Promise<readonly string[]> {
  await app.sql('UPDATE users SET is_superuser = false');
  const made = Array.from({ length: count }, () => app.get(AccountCreation).createSuperuser(HOST, someone()));
  return (await Promise.all(made)).map(({ id }) => id);
}

describe('superusers', () => {
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  describe('the last superuser', () => {
    it('keeps the last superuser', async () => {
      const [last] = await onlySuperusers(1);
      await expect(app.get(AccountStatus).setSuperuser(HOST, last!, false)).rejects.toMatchObject(LAST);
      await expect(app.get(AccountStatus).setActive(HOST, [last!], false)).rejects.toMatchObject(LAST);
      await expect(app.get(AccountDeletion).delete(HOST, last!)).rejects.toMatchObject(LAST);
      expect(await superusers()).toBe(1);
    });

    it('counts no disabled and no closed superuser as another one', async () => {
      const [last, disabled, closed] = await onlySuperusers(3);
      await app.get(AccountStatus).setActive(HOST, [disabled!], false);
      await app.sql('UPDATE users SET closed_at = now() WHERE id = $1', [closed]);
      await expect(app.get(AccountStatus).setSuperuser(HOST, last!, false)).rejects.toMatchObject(LAST);
      await app.get(AccountDeletion).delete(HOST, disabled!);
    });

    it('keeps one of two who demote each other at once', async () => {
      for (let round = 0; round < 10; round += 1) {
        const [one, two] = await onlySuperusers(2);
        const outcomes = await Promise.allSettled([
          app.get(AccountStatus).setSuperuser(HOST, one!, false),
          app.get(AccountStatus).setSuperuser(HOST, two!, false),
        ]);
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await superusers()).toBe(1);
      }
    });

    it('keeps one of three who delete, disable and demote each other at once', async () => {
      const [one, two, three] = await onlySuperusers(3);
      await Promise.allSettled([
        app.get(AccountDeletion).delete(HOST, one!),
        app.get(AccountStatus).setActive(HOST, [two!], false),
        app.get(AccountStatus).setSuperuser(HOST, three!, false),
      ]);
      expect(await superusers()).toBe(1);
    });
  });

  describe('the first superuser', () => {
    it('is made once, of several starts at once', async () => {
      await onlySuperusers(0);
      const person = someone();
      const made = await Promise.all([1, 2, 3].map(() => app.get(Superusers).ensureFirst(person.email, person.password)));
      expect(made.filter((user) => user !== null)).toHaveLength(1);
      expect(await superusers()).toBe(1);
      expect(await signInStatus(person)).toBe(200);
    });

    it('changes nothing while there is one', async () => {
      await onlySuperusers(1);
      expect(await app.get(Superusers).ensureFirst(someone().email, 'weak')).toBeNull();
      expect(await superusers()).toBe(1);
    });

    it('promotes nobody who took the address before (account pre-hijacking)', async () => {
      await onlySuperusers(0);
      const squatter = await aUser(app, { verified: false });
      await expect(app.get(Superusers).ensureFirst(squatter.email, 'another password 77')).rejects.toMatchObject({
        code: 'validation_failed',
      });
      expect(await superusers()).toBe(0);
      expect((await app.get(UserDirectory).findByName(squatter))?.isSuperuser).toBe(false);
    });
  });
});

describe('SUPERUSER_EMAIL and SUPERUSER_PASSWORD', () => {
  const person = { email: 'Root@Example.com', password: ' blanks around it count ' };
  const environment = { SUPERUSER_EMAIL: person.email, SUPERUSER_PASSWORD: person.password };

  it('make the first superuser before the first request', async () => {
    app = await TestApp.start(environment);
    try {
      expect(await signInStatus(person)).toBe(200);
      expect(await app.sql('SELECT ip FROM auth_events WHERE event = $1', ['user_created'])).toEqual([{ ip: LOCAL_CONTEXT.ip }]);
    } finally {
      await app.close();
    }
  });

  it('stop the start when the password is refused, and do not tell it', async () => {
    const message = await TestApp.start({ ...environment, SUPERUSER_PASSWORD: 'password123' }).then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(message).toContain('SUPERUSER_PASSWORD: This password is too common.');
    expect(message).not.toContain('password123');
  });

  onServers('on two nodes', () => {
    it('make one superuser', async () => {
      app = await TestApp.start(environment);
      try {
        await onlySuperusers(0);
        await app.sql('DELETE FROM users');
        const nodes = await Promise.all([app.anotherNode(), app.anotherNode()]);
        expect(await superusers()).toBe(1);
        for (const node of nodes) await node.close();
      } finally {
        await app.close();
      }
    });
  });
});
