import { PanelEnrolmentLink, PanelPasskeys } from '@castellan/accounts';
import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import type { SoftwareAuthenticator } from '../../support/authenticator/software-authenticator.js';
import type { Tampering } from '../../support/authenticator/tampering.js';
import { linkFieldsOf, TestPanel } from '../../support/panel/browser.js';
import type { PanelBrowser } from '../../support/panel/browser.js';
import { aDeviceOf, anOperatorWithPasskey, PANEL_ORIGIN, staffByPasskey } from '../../support/panel/passkeys.js';
import { json } from '../../support/panel/users.js';
import { lockOut } from '../../support/panel/lock-outs.js';
import { pendingSignIn, times, WRONG_CODE } from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';

describe(`${PanelPasskeys.name}: the second step at the panel`, () => {
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

  const waiting = async (person: { readonly email: string; readonly password: string }) => {
    const browser = panel.browser();
    expect(await browser.begin(person)).toMatchObject({ status: 303, location: '/sign-in/code' });
    return browser;
  };
  const optionsIn = async (browser: PanelBrowser) => json(await browser.submit('/sign-in/passkey/options')).options;
  const answer = (browser: PanelBrowser, credential: unknown) =>
    browser.submit('/sign-in/passkey', { credential: JSON.stringify(credential) });
  const finish = async (browser: PanelBrowser, device: SoftwareAuthenticator, tampering: Tampering = {}) =>
    answer(browser, device.get(await optionsIn(browser), tampering));
  const isIn = async (browser: PanelBrowser) => (await browser.get('/')).status === 200;
  const reasonsOf = async (id: string) =>
    (await app.sql<{ reason: string }>("SELECT reason FROM auth_events WHERE user_id = $1 AND status = 'failure'", [id])).map(
      ({ reason }) => reason,
    );

  describe('the way in', () => {
    it('asks for the passkey beside the code, on a page whose scripts are files of ours', async () => {
      const browser = await waiting(await anOperatorWithPasskey(panel));
      const { text, headers } = await browser.get('/sign-in/code');
      expect(text).toMatch(/name="code"[^]*id="passkey"[^]*data-options="\/sign-in\/passkey\/options"[^]*hidden[^]*>Use a passkey</);
      expect(headers.get('content-security-policy')).toMatch(/script-src 'self'; connect-src 'self'$/);
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      for (const [, path = ''] of text.matchAll(/<script defer src="([^"]+)"><\/script>/g)) {
        expect((await browser.get(path)).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      }
      expect(text).not.toMatch(/<script>|<script [^>]*>[^<]/);
    });

    it('opens by password and passkey, and says what it was opened by', async () => {
      const { device, id, ...person } = await staffByPasskey(panel);
      const browser = await waiting(person);
      expect(await isIn(browser)).toBe(false);

      expect(await finish(browser, device)).toMatchObject({ status: 303, location: '/' });

      expect(await isIn(browser)).toBe(true);
      expect(await app.sql('SELECT amr FROM admin_sessions WHERE user_id = $1', [id])).toEqual([{ amr: ['pwd', 'hwk', 'user', 'mfa'] }]);
      expect(await app.sql("SELECT status FROM auth_events WHERE user_id = $1 AND event = 'panel_login'", [id])).toEqual([
        { status: 'success' },
      ]);
    });

    it('takes a backup code of whoever has a passkey alone', async () => {
      const { backupCodes, ...person } = await staffByPasskey(panel);
      const browser = await waiting(person);
      expect((await browser.submit('/sign-in/code', { code: backupCodes[0]! })).status).toBe(303);
      expect(await isIn(browser)).toBe(true);
    });

    it('stays open to the passkey while strangers have locked the codes', async () => {
      const { device, ...person } = await anOperatorWithPasskey(panel);
      await lockOut(app, person.id, 'second_factor');
      await lockOut(app, person.id, 'second_factor_of_strangers');
      const browser = await waiting(person);
      expect((await browser.submit('/sign-in/code', { code: WRONG_CODE })).status).not.toBe(303);
      expect((await finish(browser, device)).status).toBe(303);
    });

    it('shows no script to whoever has no passkey, or does not wait', async () => {
      const browser = await waiting(await panel.anOperator());
      for (const page of [await browser.get('/sign-in/code'), await panel.browser().get('/sign-in/code')]) {
        expect(page.text).not.toMatch(/<script|passkey/);
        expect(page.headers.get('content-security-policy')).not.toContain('script-src');
      }
      expect(await browser.submit('/sign-in/passkey/options')).toMatchObject({ status: 401 });
    });
  });

  describe('who stays outside', () => {
    it('whoever has the passkey and not the password (a passkey is no first factor here)', async () => {
      const { device, id } = await staffByPasskey(panel);
      const browser = panel.browser();
      expect(json(await browser.submit('/sign-in/passkey/options'))).toMatchObject({ isOver: true });
      const { options } = await app.get(Passkeys).signInOptions();
      const refused = await answer(browser, device.get(options));
      expect(refused.status).toBe(401);
      expect(refused.text).toContain('name="password"');
      expect(await isIn(browser)).toBe(false);
      expect(await reasonsOf(id)).toEqual([]);
    });

    it.each<[string, Tampering]>([
      ['signed at another origin (phishing)', { origin: 'https://panel.evil.example' }],
      ['signed at the origin of the API, which is not the panel’s', { origin: 'http://localhost:3000' }],
      ['of another RP', { rpId: 'evil.example' }],
      ['made for a registration', { type: 'webauthn.create' }],
      ['asked in a frame of another site', { crossOrigin: true }],
      ['without somebody there', { isPresent: false }],
      ['with another user’s handle', { userHandle: Buffer.alloc(32, 7).toString('base64url') }],
      ['with a signature that is none', { signature: (signature) => Buffer.from(signature).reverse() }],
    ])('whoever brings an answer %s', async (_, tampering) => {
      const { device, id, ...person } = await staffByPasskey(panel);
      const browser = await waiting(person);
      const refused = await finish(browser, device, tampering);
      expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('could not be')]);
      expect(await isIn(browser)).toBe(false);
      expect(await reasonsOf(id)).toContain('wrong_passkey');
      expect((await finish(browser, device)).status).toBe(303); // the wait goes on
    });

    it('whoever brings an answer to a challenge of the API (challenge of another purpose)', async () => {
      const { device, ...person } = await staffByPasskey(panel);
      const browser = await waiting(person);
      const boundTo = app.get(PanelPasskeys)['challenges'].keyOf(browser.jar.get('admin_step')!);
      for (const purpose of ['second_factor', 'reauthentication', 'registration']) {
        const { options } = await app.get(Passkeys).requestOptions({ purpose, userId: person.id, boundTo });
        expect((await answer(browser, device.get(options))).status).toBe(401);
      }
      expect(await isIn(browser)).toBe(false);
    });

    it('whoever brings the answer to another wait (foreign challenge), or one for the second time (replay)', async () => {
      const { device, ...person } = await staffByPasskey(panel);
      const [first, second] = [await waiting(person), await waiting(person)];
      const credential = device.get(await optionsIn(first));
      expect((await answer(second, credential)).status).toBe(401);
      expect((await answer(first, credential)).status).toBe(401); // it is spent
      const used = device.get(await optionsIn(first));
      expect((await answer(first, used)).status).toBe(303);
      expect((await answer(second, used)).status).toBe(401);
      expect(await isIn(second)).toBe(false);
    });

    it('whoever brings somebody else’s passkey', async () => {
      const [owner, other] = [await staffByPasskey(panel), await staffByPasskey(panel)];
      const browser = await waiting(owner);
      const { id } = { id: other.device.ids[0]! };
      expect((await answer(browser, other.device.getWith(id, await optionsIn(browser)))).status).toBe(401);
      expect(await isIn(browser)).toBe(false);
    });

    it('whoever has a copy of the passkey (cloned counter)', async () => {
      const { device, id, ...person } = await staffByPasskey(panel);
      const copy = device.clone();
      expect((await finish(await waiting(person), device)).status).toBe(303);
      const thief = await waiting(person);
      expect((await finish(thief, copy)).status).toBe(401);
      expect(await isIn(thief)).toBe(false);
      expect(await app.sql("SELECT status FROM auth_events WHERE user_id = $1 AND event = 'passkey_counter'", [id])).toEqual([
        { status: 'failure' },
      ]);
    });

    it('whoever brings no credential, or none that can be read, and says no more than that', async () => {
      const { id: _, ...person } = await staffByPasskey(panel);
      const browser = await waiting(person);
      const refusals: string[] = [];
      for (const credential of ['', '{', '[]', '{"id":1}', 'null']) {
        const { status, text } = await browser.submit('/sign-in/passkey', { credential });
        refusals.push(`${status} ${/role="alert">([^<]+)</.exec(text)?.[1]}`);
      }
      expect(new Set(refusals.slice(0, 4)).size).toBe(1);
      expect((await browser.submit('/sign-in/passkey', { credential: '{}' })).text).toContain('name="password"'); // five tries
    });

    it('whoever brings the pending sign-in of the API', async () => {
      const { device, ...person } = await staffByPasskey(panel);
      const browser = panel.browser();
      browser.jar.set('admin_step', await pendingSignIn(app, person));
      expect(await browser.submit('/sign-in/passkey/options')).toMatchObject({ status: 401 });
      const { options } = await app.get(Passkeys).signInOptions();
      expect((await answer(browser, device.get(options))).status).toBe(401);
    });

    it('all but one of twenty who bring one answer at once', async () => {
      const { device, ...person } = await staffByPasskey(panel);
      const browser = await waiting(person);
      const credential = device.get(await optionsIn(browser));
      const answers = await times(20, () => {
        const other = panel.browser();
        other.jar.set('admin_step', browser.jar.get('admin_step')!);
        return answer(other, credential);
      });
      expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    });

    it('whoever has the passkey and two-step sign-in off: the mailed link comes first', async () => {
      const person = await panel.aStaffMember();
      await aDeviceOf(app, person.id);
      expect(await panel.browser().begin(person)).toMatchObject({ status: 303, location: '/sign-in/mailed' });
    });

    it('whoever brings an older link to the set-up, once two-step sign-in is on by passkey (binding by mailbox and password)', async () => {
      const person = await panel.aStaffMember();
      const link = linkFieldsOf(await app.get(PanelEnrolmentLink).issue(person));
      await aDeviceOf(app, person.id);
      await app.get(TwoFactor).turnOn(person.id);
      const refused = await panel.browser().submit('/sign-in/set-up', { ...link, password: person.password });
      expect(refused.status).toBe(409);
      expect(refused.text).not.toContain('class="secret"');
    });

    it('whoever began that set-up before (binding by mailbox and password)', async () => {
      const person = await panel.aStaffMember();
      const link = linkFieldsOf(await app.get(PanelEnrolmentLink).issue(person));
      const browser = panel.browser();
      const { text } = await browser.submit('/sign-in/set-up', { ...link, password: person.password });
      expect(text).toContain('class="secret"');
      await aDeviceOf(app, person.id);
      await app.get(TwoFactor).turnOn(person.id);
      await expect(browser.enrolBy(app, link, person)).rejects.toThrow();
      expect(browser.isSignedIn).toBe(false);
    });
  });
});

describe('a panel whose host is not below the RP id', () => {
  it('offers no passkey, as browsers know none there', async () => {
    const app = await TestApp.start({ ADMIN_URL: 'http://127.0.0.1:3001' });
    const panel = await TestPanel.start(app);
    const browser = panel.browser();
    await browser.begin(await staffByPasskey(panel));
    const page = await browser.get('/sign-in/code');
    const asked = await browser.submit('/sign-in/passkey/options');
    await panel.close();
    await app.close();
    expect(page.text).not.toMatch(/<script|passkey/);
    expect(asked.status).toBe(303); // to the sign-in: there is no such page
    expect(PANEL_ORIGIN).not.toBe(browser.base);
  });
});
