import { AccountStatus, PanelSignIn, PasswordAssignment } from '@castellan/accounts';
import { AuthEvents } from '@castellan/log';
import { HOST } from '../../support/people/operators.js';
import { linkFieldsOf, PanelBrowser, TestPanel } from '../../support/panel/browser.js';
import { aUser, PASSWORD, signInBearer } from '../../support/people/people.js';
import { aProtectedUser, pendingSignIn, WRONG_CODE } from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';

const MINUTE_MS = 60_000;

describe(PanelSignIn.name, () => {
  let app: TestApp;
  let panel: TestPanel;
  beforeAll(async () => {
    app = await TestApp.start();
    panel = await TestPanel.start(app);
  }, 120_000);
  afterAll(async () => {
    await panel.close();
    await app.close();
  });

  const events = async (userId: string) => {
    await app.get(AuthEvents).flush();
    return app.sql<object>('SELECT event, status, reason FROM auth_events WHERE user_id = $1', [userId]);
  };
  const isIn = async (browser: PanelBrowser) => (await browser.get('/')).status === 200;

  describe('the way in', () => {
    it('leads staff without a second factor through its set-up, by a mailed link', async () => {
      const person = await panel.aStaffMember({ superuser: true });
      const browser = panel.browser();

      expect(await browser.begin(person)).toMatchObject({ status: 303, location: '/sign-in/mailed' });
      expect(await isIn(browser)).toBe(false);
      const [link = ''] = (await app.mailTo(person.email)).links;
      expect(link).toMatch(/^http:\/\/localhost:3001\/sign-in\/set-up\?/);
      expect((await browser.get(link.replace(/^http:\/\/localhost:3001/, ''))).text).toContain(`value="${person.email}"`);
      expect((await browser.enrolBy(app, linkFieldsOf(link), person)).backupCodes).toHaveLength(10);
      expect(await isIn(browser)).toBe(true);
      expect((await app.mailTo(person.email, 2)).subject).toMatch(/two-step/i);
    });

    it('asks everybody else for password and code', async () => {
      const { phone, browser: first, ...person } = await panel.anOperator();
      await first.submit('/sign-out');
      const browser = panel.browser();

      expect(await browser.begin(person)).toMatchObject({ status: 303, location: '/sign-in/code' });
      expect(await isIn(browser)).toBe(false);
      expect(await browser.submit('/sign-in/code', { code: await phone.nextCode() })).toMatchObject({ status: 303, location: '/' });

      expect(await isIn(browser)).toBe(true);
      expect(await events(person.id)).toContainEqual({ event: 'panel_login', status: 'success', reason: null });
    });

    it('takes a backup code, once', async () => {
      const { backupCodes, ...person } = await panel.anOperator();
      const codes = [backupCodes[0]!, backupCodes[0]!];
      const statuses: number[] = [];
      for (const code of codes) {
        const browser = panel.browser();
        await browser.begin(person);
        statuses.push((await browser.submit('/sign-in/code', { code })).status);
      }
      expect(statuses).toEqual([303, 401]);
    });

    it('keeps its cookie from scripts and other sites', async () => {
      const { cookies } = await signedInAnew(await panel.anOperator());
      expect(cookies.find((line) => line.startsWith('admin_session='))).toMatch(/; Path=\/; .*HttpOnly; SameSite=Strict/);
    });

    it('shows no page without strict headers', async () => {
      const { headers } = await panel.browser().get('/sign-in');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('content-security-policy')).not.toContain('script-src');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    });
  });

  describe('who stays outside', () => {
    it('an ordinary user, who hears what a wrong password hears', async () => {
      const person = await aUser(app);
      const ordinary = await panel.browser().begin(person);
      const wrong = await panel.browser().begin({ ...person, password: 'another password entirely' });

      expect(ordinary.status).toBe(401);
      expect(ordinary.text).toBe(wrong.text);
    });

    it('whoever was disabled', async () => {
      const person = await panel.aStaffMember();
      await app.get(AccountStatus).setActive(HOST, [person.id], false);
      expect((await panel.browser().begin(person)).status).toBe(401);
      expect(await events(person.id)).toContainEqual({ event: 'panel_login', status: 'failure', reason: 'account_disabled' });
    });

    it('whoever did the password step and sends no code (step skipping)', async () => {
      const { browser: _, ...person } = await panel.anOperator();
      const browser = panel.browser();
      await browser.begin(person);

      expect(await browser.get('/')).toMatchObject({ status: 303, location: '/sign-in' });
      expect((await browser.submit('/sign-in/code', { code: '' })).status).toBe(401);
      expect((await browser.submit('/sign-in/enable', { code: WRONG_CODE })).status).toBe(400);
      expect((await browser.submit('/sign-in/set-up')).status).toBe(400);
      expect(await isIn(browser)).toBe(false);
    });

    it('whoever brings the pending sign-in of the API (one door, two purposes)', async () => {
      const user = await aProtectedUser(app);
      const browser = panel.browser();
      browser.jar.set('admin_step', await pendingSignIn(app, user));
      expect((await browser.submit('/sign-in/code', { code: await user.phone.nextCode() })).status).toBe(401);
      expect(browser.isSignedIn).toBe(false);
    });

    it('whoever trusts their device (a trusted device is not enough)', async () => {
      const { phone, ...person } = await panel.anOperator();
      const token = await pendingSignIn(app, person);
      const answer = { session_token: token, code: await phone.nextCode(), trust_device: true };
      const { body } = await app.client().post('/api/auth/2fa/verify-login/', answer);
      const browser = panel.browser();
      browser.jar.set('device', body.device_token);

      expect(await browser.begin(person)).toMatchObject({ location: '/sign-in/code' });
      expect(await isIn(browser)).toBe(false);
    });

    it('whoever guesses passwords: five, then the right one is refused alike (brute force)', async () => {
      const person = await panel.aStaffMember();
      for (let n = 0; n < 5; n += 1) await panel.browser().begin({ ...person, password: `wrong password ${n}` });
      expect((await panel.browser().begin(person)).status).toBe(401);
      expect(await events(person.id)).toContainEqual({ event: 'panel_login', status: 'failure', reason: 'too_many_failures' });
      expect((await app.client().post('/api/auth/login/', person)).status).toBe(401); // one budget for both doors
    });

    it('whoever guesses codes: the fifth wrong one ends the wait (brute force)', async () => {
      const { phone, ...person } = await panel.anOperator();
      const browser = panel.browser();
      await browser.begin(person);
      for (let n = 0; n < 5; n += 1) await browser.submit('/sign-in/code', { code: WRONG_CODE });
      const late = await browser.submit('/sign-in/code', { code: await phone.nextCode() });
      expect(late.status).toBe(401);
      expect(late.text).toContain('name="password"');
    });

    it('whoever comes from another site (CSRF), or does not say from where', async () => {
      const { browser } = await panel.anOperator();
      const foreign = ['https://evil.example', 'null', `${panel.base}.evil.example`];
      for (const origin of foreign) expect((await browser.submit('/sign-out', {}, { origin })).status).toBe(403);
      expect((await browser.send('POST', '/sign-out', '')).status).toBe(403);
      expect((await browser.submit('/sign-out', {}, { 'sec-fetch-site': 'same-site' })).status).toBe(403);
      expect(await isIn(browser)).toBe(true);
    });
  });

  describe('the session', () => {
    it('is over everywhere after the sign-out (stolen cookie)', async () => {
      const { browser, id } = await panel.anOperator();
      const thief = panel.browser();
      thief.jar.set('admin_session', browser.jar.get('admin_session')!);
      expect(await isIn(thief)).toBe(true);
      const { headers } = await browser.submit('/sign-out');
      expect(headers.get('clear-site-data')).toBe('"cache", "storage"');
      expect(await isIn(thief)).toBe(false);
      expect(await events(id)).toContainEqual({ event: 'panel_logout', status: 'success', reason: null });
    });

    it('is never one that the browser brought along (session fixation)', async () => {
      const operator = await panel.anOperator();
      const planted = operator.browser.jar.get('admin_session')!;
      const { browser } = await signedInAnew(operator, operator.browser);
      expect(browser.jar.get('admin_session')).not.toBe(planted);
      const thief = panel.browser();
      thief.jar.set('admin_session', planted);
      expect(await isIn(thief)).toBe(false);
    });

    it('ends after half an hour without use, and after eight hours', async () => {
      const idle = (await panel.anOperator()).browser;
      const busy = (await panel.anOperator()).browser;
      await app.advance(29 * MINUTE_MS);
      expect(await isIn(busy)).toBe(true);
      await app.advance(2 * MINUTE_MS);
      expect(await isIn(idle)).toBe(false);
      for (let n = 0; n < 16; n += 1) {
        expect(await isIn(busy)).toBe(true);
        await app.advance(28 * MINUTE_MS);
      }
      expect(await isIn(busy)).toBe(true);
      await app.advance(3 * MINUTE_MS);
      expect(await isIn(busy)).toBe(false);
    });

    it.each([
      ['is disabled', (id: string) => app.get(AccountStatus).setActive(HOST, [id], false)],
      ['is no staff any more', (id: string) => app.get(AccountStatus).setStaff(HOST, id, false)],
      ['got another password', (id: string) => app.get(PasswordAssignment).set(HOST, id, 'a new password for 2026')],
      ['lost the second factor', (id: string) => app.sql('DELETE FROM two_factor WHERE user_id = $1', [id])],
    ])('is over at the next request when its owner %s', async (_, change) => {
      const { browser, id } = await panel.anOperator();
      expect(await isIn(browser)).toBe(true);
      await change(id);
      expect(await browser.get('/')).toMatchObject({ status: 303, location: '/sign-in' });
    });

    it('is over when its owner changes the password themselves', async () => {
      const { browser, phone, ...person } = await panel.anOperator();
      const token = await pendingSignIn(app, person);
      const { body } = await app.client().post('/api/auth/2fa/verify-login/', { session_token: token, code: await phone.nextCode() });
      const bearer = { authorization: `Bearer ${body.tokens.access}` };
      const change = { old_password: PASSWORD, new_password: 'a new password for 2026' };
      expect((await app.client().post('/api/auth/change-password/', change, bearer)).status).toBe(200);
      expect(await isIn(browser)).toBe(false);
    });

    it('is nothing at the API, as an access token is nothing here', async () => {
      const { browser } = await panel.anOperator();
      const token = browser.jar.get('admin_session')!;
      expect((await app.client().get('/api/auth/me/', { authorization: `Bearer ${token}` })).status).toBe(401);
      const { access } = await signInBearer(app, await aUser(app));
      const other = panel.browser();
      other.jar.set('admin_session', access);
      expect(await isIn(other)).toBe(false);
    });
  });

  async function signedInAnew({ phone, email, password }: Awaited<ReturnType<TestPanel['anOperator']>>, browser = panel.browser()) {
    await browser.begin({ email, password });
    const { cookies } = await browser.submit('/sign-in/code', { code: await phone.nextCode() });
    return { browser, cookies };
  }
});

describe('the limit on sign-ins at the panel', () => {
  it('counts per network', async () => {
    const app = await TestApp.start({ THROTTLE_LOGIN: '3/min' });
    const panel = await TestPanel.start(app);
    const person = { email: 'nobody@example.com', password: PASSWORD };
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await panel.browser('10.1.2.3').begin(person)).status);
    await panel.close();
    await app.close();
    expect(statuses).toEqual([401, 401, 401, 429]);
  });
});
