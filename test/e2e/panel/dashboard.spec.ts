import { FIGURE_PARTS, PanelFigures } from '@castellan/panel';
import { AccountDeletion, AccountStatus, UserCreation } from '@castellan/accounts';
import { PERMISSIONS, Permissions } from '@castellan/permissions';
import type { Permission } from '@castellan/permissions';
import { DAY_MS, Dashboard, operatorWith, PARTS } from '../../support/panel/dashboard.js';
import { HOST, OPERATOR } from '../../support/people/operators.js';
import { connect } from '../../support/federation/persons.js';
import { TestPanel } from '../../support/panel/browser.js';
import { aDeviceOf, anOperatorWithPasskey } from '../../support/panel/passkeys.js';
import { aUser, someone } from '../../support/people/people.js';
import { aCustomer, idOf } from '../../support/panel/users.js';
import { aProtectedUser, pendingSignIn, signInWithBoth, verifyLogin, WRONG_CODE } from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';

describe(PanelFigures.name, () => {
  let app: TestApp;
  let panel: TestPanel;
  let dashboard: Dashboard;
  beforeAll(async () => {
    app = await TestApp.start();
    panel = await TestPanel.start(app);
    dashboard = new Dashboard(app);
  }, 240_000);
  afterAll(async () => {
    await panel.close();
    await app.close();
  });

  const signIn = (email: string, password: string) => app.client().post('/api/auth/login/', { email, password });

  describe('who may see which part', () => {
    const anOperatorWith = async (...permissions: Permission[]) => {
      const operator = await panel.anOperator();
      await app.get(Permissions).grantToUser(operator.id, permissions, OPERATOR);
      return operator.browser;
    };

    it.each(Object.entries(FIGURE_PARTS))('%s is for %s, and only that', async (part, permission) => {
      const browser = await anOperatorWith(permission);
      expect(JSON.parse((await browser.get('/api/dashboard')).text).figures).toEqual([part]);
      for (const other of PARTS) expect((await browser.get(`/api/figures/${other}`)).status).toBe(other === part ? 200 : 403);
    });

    it('is refused by the service itself, whoever calls it', async () => {
      for (const part of PARTS) {
        const others = PERMISSIONS.filter((permission) => permission !== FIGURE_PARTS[part]);
        await expect(app.get(PanelFigures).of(operatorWith(others), part)).rejects.toMatchObject({ kind: 'forbidden' });
      }
    });

    it('shows a superuser all of it, and the links below as before', async () => {
      const { browser } = await panel.anOperator({ superuser: true });
      const { figures: parts, html } = JSON.parse((await browser.get('/api/dashboard')).text);
      expect(parts).toEqual(PARTS);
      expect(html).toContain('href="/resources/users"');
      for (const part of PARTS) expect((await browser.get(`/api/figures/${part}`)).headers.get('cache-control')).toBe('no-store');
    });

    it('says so to whoever has no permission at all', async () => {
      const { browser } = await panel.anOperator();
      expect(JSON.parse((await browser.get('/api/dashboard')).text)).toEqual({
        html: expect.stringContaining('You have no permission yet.'),
        figures: [],
      });
    });

    it('is for operators only, and has no other parts', async () => {
      expect((await panel.browser().get('/api/figures/users')).location).toBe('/sign-in');
      const { browser } = await panel.anOperator({ superuser: true });
      for (const part of ['nothing', 'toString', '__proto__', 'users%2F..']) {
        expect((await browser.get(`/api/figures/${part}`)).status).toBe(404);
      }
    });
  });

  it('shows thirty days without a gap, those on which nothing happened too', async () => {
    const dates = Array.from({ length: 30 }, (_, index) => dashboard.date((29 - index) * DAY_MS));
    const { days } = await dashboard.anew('sign_ins');
    expect(days.map((day) => day.date)).toEqual(dates);
    expect(days[3]).toEqual({ date: dates[3], succeeded: 0, failed: 0 });
    expect((await dashboard.anew('users')).days.map((day) => day.date)).toEqual(dates);
  });

  it('counts each sign-up, sign-in and failure on its day of UTC, to the second at midnight', async () => {
    await app.advance(dashboard.untilMidnight + DAY_MS - 500);
    const { email, password } = await aUser(app);
    await signIn(email, password);
    await signIn(email, 'a wrong one');
    await app.advance(1_000);
    await aUser(app);
    await signIn(email, 'a wrong one');
    await signIn(someone().email, 'nobody');

    expect((await dashboard.seen('sign_ins')).figures.days.slice(-2)).toEqual([
      { date: dashboard.date(1_000), succeeded: 1, failed: 1 },
      { date: dashboard.date(), succeeded: 0, failed: 2 },
    ]);
    expect((await dashboard.seen('users')).figures.days.slice(-2)).toEqual([
      { date: dashboard.date(1_000), joined: 1 },
      { date: dashboard.date(), joined: 1 },
    ]);
  });

  it('counts a wrong second factor as a failure, and one sign-in whatever it took', async () => {
    const person = await aProtectedUser(app);
    const before = (await dashboard.anew('sign_ins')).days.at(-1)!;
    await verifyLogin(app, await pendingSignIn(app, person), WRONG_CODE);
    await signInWithBoth(app, person);
    expect((await dashboard.anew('sign_ins')).days.at(-1)).toEqual({
      ...before,
      succeeded: before.succeeded! + 1,
      failed: before.failed! + 1,
    });
  });

  it('leaves out how operators come into the panel', async () => {
    const before = (await dashboard.anew('sign_ins')).days.at(-1);
    await panel.browser().begin(await panel.aStaffMember());
    await panel.browser().begin({ email: 'nobody@example.com', password: 'wrong' });
    expect((await dashboard.anew('sign_ins')).days.at(-1)).toEqual(before);
  });

  it('tells how many users have a second factor and how many a passkey, of those who are active and of staff', async () => {
    const before = await dashboard.anew('users');
    await aDeviceOf(app, await aCustomer(app));
    await aProtectedUser(app);
    await anOperatorWithPasskey(panel);
    await panel.aStaffMember();
    const disabled = await aProtectedUser(app);
    await aDeviceOf(app, await idOf(app, disabled.email));
    await app.get(AccountStatus).setActive(HOST, [await idOf(app, disabled.email)], false);

    type Share = Readonly<Record<'users' | 'withSecondFactor' | 'withPasskey', number>>;
    const plus = (share: Share, [users, factors, passkeys]: readonly [number, number, number]): Share => ({
      users: share.users + users,
      withSecondFactor: share.withSecondFactor + factors,
      withPasskey: share.withPasskey + passkeys,
    });
    expect(await dashboard.anew('users')).toMatchObject({
      total: before.total + 5,
      active: plus(before.active, [4, 2, 2]),
      staff: plus(before.staff, [2, 1, 1]),
    });
  });

  it('tells how many users have an account at which provider', async () => {
    const [both, one] = [await aCustomer(app), await aCustomer(app)];
    for (const id of [both, both, one]) await connect(app, id, { provider: 'acme' }); // two at one provider are one user
    await connect(app, both, { provider: 'other' });
    expect((await dashboard.anew('users')).providers).toEqual([
      { id: 'acme', name: 'acme', users: 2 },
      { id: 'other', name: 'other', users: 1 },
    ]);
  });

  it('lets a deleted user leave the days as well, some hours later', async () => {
    const { id } = await panel.aStaffMember();
    await app.advance(DAY_MS + 2 * 3_600_000);
    const yesterday = async () => (await dashboard.anew('users')).days.at(-2)!.joined;
    const before = await yesterday();
    await app.get(AccountDeletion).delete(HOST, id);
    expect(await yesterday()).toBe(before);
    await app.advance(6 * 3_600_000);
    expect(await yesterday()).toBe(before - 1);
  });

  it('names the sources of these days as they are, however hostile (stored XSS)', async () => {
    await app.get(UserCreation).registerUser(someone().email, 'https://x.example/?utm_source=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E');
    await dashboard.anew('users');
    const { browser } = await panel.anOperator({ superuser: true });
    const answer = await browser.get('/api/figures/sources');
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(JSON.parse(answer.text).figures).toContainEqual(expect.objectContaining({ displayName: '<img Src=x Onerror=alert(1)>' }));
  });

  it('tells for each queue what waits, how long, what runs and what failed', async () => {
    const [queue] = await dashboard.anew('queues');
    const name = queue!.queue;
    const insert = (of: string, state: string, age = '0s') =>
      app.sql(
        `INSERT INTO pgboss.job (name, state, created_on, start_after) VALUES ($1, $2::pgboss.job_state, now() - $3::interval, now() + interval '1 day')`,
        [of, state, age],
      );
    await insert(name, 'created', '90 minutes');
    await insert(name, 'retry');
    await insert(name, 'active', '2 hours');
    await insert(name, 'completed', '3 hours');
    await insert(`${name}.dead`, 'created', '4 hours');
    const found = (await dashboard.anew('queues')).find((one) => one.queue === name)!;
    expect(found).toMatchObject({ waiting: queue!.waiting + 2, running: queue!.running + 1, failed: queue!.failed + 1 });
    expect(found.oldestSeconds).toBeGreaterThanOrEqual(5_400);
    expect(found.oldestSeconds).toBeLessThan(5_500);
    expect((await dashboard.anew('queues')).map((one) => one.queue).filter((one) => /\.dead$|^__/.test(one))).toEqual([]);
  });
});
