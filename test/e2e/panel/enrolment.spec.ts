import { AccountStatus, PanelEnrolment, PanelEnrolmentLink, PasswordAssignment } from '@castellan/accounts';
import { DevInbox } from '@castellan/notifications';
import { HOST } from '../../support/people/operators.js';
import { linkFieldsOf, secretIn, TestPanel } from '../../support/panel/browser.js';
import { aUser, linkOf, signInBearer } from '../../support/people/people.js';
import type { Person } from '../../support/people/people.js';
import { Authenticator, WRONG_CODE } from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';

describe(PanelEnrolment.name, () => {
  let app: TestApp;
  let panel: TestPanel;
  beforeAll(async () => {
    app = await TestApp.start({ TWO_FACTOR_POLICY: 'required_for_staff' });
    panel = await TestPanel.start(app);
  }, 120_000);
  afterAll(async () => {
    await panel.close();
    await app.close();
  });

  const newLink = async (person: { readonly id: string }) => linkFieldsOf(await app.get(PanelEnrolmentLink).issue(person));
  const setUp = (link: object, { password }: Pick<Person, 'password'>, browser = panel.browser()) =>
    browser.submit('/sign-in/set-up', { ...link, password });
  const post = (path: string, body: object, bearer: Record<string, string>) => app.client().post(`/api/auth/${path}/`, body, bearer);
  const hasFactor = async ({ id }: { readonly id: string }) =>
    (await app.sql('SELECT 1 FROM two_factor WHERE user_id = $1 AND enabled_at IS NOT NULL', [id])).length === 1;
  const reasons = async ({ id }: { readonly id: string }) =>
    (await app.sql<{ reason: string }>("SELECT reason FROM auth_events WHERE user_id = $1 AND event = 'panel_login'", [id])).map(
      ({ reason }) => reason,
    );

  it('binds no authenticator to the password of staff alone (stolen password, at the panel)', async () => {
    const person = await panel.aStaffMember({ superuser: true });
    const thief = panel.browser();
    await thief.begin(person);
    expect(thief.jar.has('admin_step')).toBe(false);

    for (const page of [await thief.submit('/sign-in/set-up'), await setUp({ uid: person.id, token: 'guessed' }, person, thief)]) {
      expect(page.status).toBe(400);
      expect(page.text).not.toContain('class="secret"');
    }
    expect((await thief.submit('/sign-in/enable', { code: WRONG_CODE })).status).toBe(401);
    expect(await hasFactor(person)).toBe(false);
    expect(await reasons(person)).toEqual(['two_factor_setup_required']);
  });

  it('binds none that was set up before a promotion (stolen password, in wait)', async () => {
    const person = await aUser(app);
    const { bearer } = await signInBearer(app, person);
    const { secret } = (await post('2fa/setup', {}, bearer)).body as { secret: string };
    const [user] = await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [person.email]);
    await app.get(AccountStatus).setStaff(HOST, user!.id, true);

    const { status } = await post('2fa/enable', { code: new Authenticator(app, secret).code() }, bearer);
    expect([status, await hasFactor(user!)]).toEqual([400, false]);
  });

  it('binds none to it at the API either (stolen password, by the side door)', async () => {
    const person = await panel.aStaffMember({ superuser: true });
    const { bearer } = await signInBearer(app, person);

    for (const path of ['2fa/setup', 'qr']) {
      const refused = await post(path, {}, bearer);
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([400, ['otp_code']]);
      expect((await post(path, { otp_code: '000000' }, bearer)).status).toBe(400);
    }
    expect((await post('change-email', { new_email: 'thief@example.com' }, bearer)).body.code).toBe('two_factor_setup_required');
    expect(await hasFactor(person)).toBe(false);
  });

  it('lets staff enrol at the API with a code that was just mailed, once', async () => {
    const person = await panel.aStaffMember();
    const { bearer } = await signInBearer(app, person);
    await post('otp/request', { identifier: person.email }, {});
    const { code: otp_code } = await app.mailTo(person.email, 1);

    const setup = await post('2fa/setup', { otp_code }, bearer);
    expect(setup.status).toBe(200);
    expect((await post('2fa/setup', { otp_code }, bearer)).status).toBe(400);
    const enabled = await post('2fa/enable', { code: new Authenticator(app, setup.body.secret).code() }, bearer);
    expect([enabled.status, await hasFactor(person)]).toEqual([200, true]);
  });

  it('opens to nobody who has the link and not the password (read mailbox)', async () => {
    const person = await panel.aStaffMember();
    const link = await newLink(person);
    const refused = await setUp(link, { password: 'another password entirely' });
    expect([refused.status, refused.text.includes('class="secret"')]).toEqual([401, false]);
    expect((await setUp(link, person)).status).toBe(200);
  });

  it('asks for the link again at the last step, and for the own one (a link of somebody else)', async () => {
    const [person, other] = [await panel.aStaffMember(), await panel.aStaffMember()];
    const [link, foreign] = [await newLink(person), await newLink(other)];
    const browser = panel.browser();
    const code = new Authenticator(app, secretIn(await setUp(link, person, browser))).code();

    for (const wrong of [{}, foreign, { ...link, token: foreign.token }]) {
      expect((await browser.submit('/sign-in/enable', { ...wrong, code })).status).toBe(400);
      expect(await hasFactor(person)).toBe(false);
    }
    expect((await browser.submit('/sign-in/enable', { ...link, code })).status).toBe(200);
  });

  it.each([
    ['it was used', async (person: Person & { id: string }, link: object) => panel.browser().enrolBy(app, link as never, person)],
    ['an hour has passed', () => app.advance(60 * 60_000 + 1)],
    ['a newer one was made', (person: { id: string }) => newLink(person)],
    ['its owner got another password', ({ id }: { id: string }) => app.get(PasswordAssignment).set(HOST, id, 'a new password for 2026')],
    ['its owner was disabled', ({ id }: { id: string }) => app.get(AccountStatus).setActive(HOST, [id], false)],
  ])('is shut when %s (old link)', async (_, happens) => {
    const person = await panel.aStaffMember();
    const link = await newLink(person);
    await happens(person, link);
    const page = await panel.browser().get(`/sign-in/set-up?${new URLSearchParams(link).toString()}`);
    expect(page.status).toBe(400);
    expect(page.text).not.toContain(person.email);
    expect((await setUp(link, person)).status).toBe(400);
  });

  it('is no place for who is no staff any more', async () => {
    const person = await panel.aStaffMember();
    const link = await newLink(person);
    await app.get(AccountStatus).setStaff(HOST, person.id, false);
    expect((await setUp(link, person)).status).toBe(401);
  });

  it('is won by one of ten who send the code at once with one link', async () => {
    const person = await panel.aStaffMember();
    const link = await newLink(person);
    const browser = panel.browser();
    const code = new Authenticator(app, secretIn(await setUp(link, person, browser))).code();
    const pages = await Promise.all(Array.from({ length: 10 }, () => browser.submit('/sign-in/enable', { ...link, code })));
    expect(pages.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await app.sql('SELECT 1 FROM admin_sessions WHERE user_id = $1', [person.id])).toHaveLength(1);
  });

  it('mails no more than five links an hour, and the last one stays good (mail bombing by who knows the password)', async () => {
    const person = await panel.aStaffMember();
    for (let n = 0; n < 8; n += 1) await panel.browser().begin(person);
    await app.mailTo(person.email, 5);
    const mails = await app.get(DevInbox).list(person.email);
    expect(mails).toHaveLength(5);
    expect((await setUp(linkFieldsOf(mails[0]!.links[0]!), person)).status).toBe(200);
  });

  describe('a sign-in at the panel', () => {
    it('from a device never seen is told by mail, whose link ends it and everything (stolen password and code)', async () => {
      const { phone, ...person } = await panel.anOperator();
      await app.mailTo(person.email, 1);
      const thief = panel.browser();
      await thief.begin(person);
      await thief.submit('/sign-in/code', { code: await phone.nextCode() });
      const mail = await app.mailTo(person.email, 2);
      expect([mail.subject, mail.text]).toEqual([expect.stringMatching(/^New sign-in/), expect.stringContaining('panel')]);

      expect((await app.client().post('/api/auth/report-sign-in/', await linkOf(app, person.email, 2))).status).toBe(200);
      expect((await thief.get('/')).status).toBe(303);
      expect((await person.browser.get('/')).status).toBe(303);
      expect((await panel.browser().begin(person)).status).toBe(403);
    });

    it('from the same browser is not told again', async () => {
      const { phone, browser, ...person } = await panel.anOperator();
      await browser.submit('/sign-out');
      await browser.begin(person);
      await browser.submit('/sign-in/code', { code: await phone.nextCode() });
      expect(browser.isSignedIn).toBe(true);
      await app.mailTo(person.email, 1);
      expect((await app.get(DevInbox).list(person.email)).map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Two-step/)]);
    });
  });
});
