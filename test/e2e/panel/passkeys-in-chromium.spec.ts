import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import type { Browser } from 'playwright-core';
import { violationsOn } from '../../support/browser/axe.js';
import { VirtualAuthenticator } from '../../support/browser/authenticator.js';
import { describeInChromium, startChromium } from '../../support/browser/chromium.js';
import { BrowserWindow } from '../../support/browser/window.js';
import { PathProxy } from '../../support/http/proxy.js';
import { TestPanel } from '../../support/panel/browser.js';
import type { SignedInOperator } from '../../support/panel/browser.js';
import { givePasskey } from '../../support/panel/passkeys.js';
import { freePort } from '../../support/service/free-port.js';
import { TestApp } from '../../support/app/test-app.js';

const CREATE = `(options) => navigator.credentials
  .create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
  .then((credential) => credential.toJSON())`;

describeInChromium('a passkey at the panel, in Chromium', () => {
  let app: TestApp;
  let panel: TestPanel;
  let proxy: PathProxy;
  let chromium: Browser;
  let base: string;
  let pages: string;
  beforeAll(async () => {
    chromium = await startChromium();
    const [port, adminPort] = [await freePort(), await freePort()];
    [base, pages] = [`http://localhost:${adminPort}/castellan`, `http://localhost:${port}`];
    app = await TestApp.start({ PORT: String(port), PUBLIC_URL: pages, ADMIN_URL: base });
    panel = await TestPanel.start(app);
    proxy = await PathProxy.start(panel.base, { path: '/castellan', strips: false, port: adminPort });
    await (await panel.anOperator()).browser.get('/'); // AdminJS takes its time to load
  }, 240_000);
  afterAll(async () => {
    await chromium.close();
    await proxy.close();
    await panel.close();
    await app.close();
  });

  interface Scene {
    readonly window: BrowserWindow;
    readonly device: VirtualAuthenticator;
    readonly operator: SignedInOperator;
  }

  /** An operator with a passkey on the device in front of them, after the password. */
  async function afterThePassword(width = 1280): Promise<Scene> {
    const window = await BrowserWindow.open(chromium, base, { width });
    const authenticator = await VirtualAuthenticator.in(window);
    const operator = await panel.anOperator();
    await window.go(`${pages}/healthz`); // the origin where passkeys are made
    await givePasskey(app, operator.id, (options) => window.page.evaluate(`(${CREATE})(${JSON.stringify(options)})`));
    await typePassword(window, operator);
    return { window, device: authenticator, operator };
  }

  async function typePassword(window: BrowserWindow, { email, password }: SignedInOperator): Promise<void> {
    const { page } = window;
    await window.go('/sign-in');
    await page.getByLabel('Email address or username').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${base}/sign-in/code`);
  }
  const press = ({ page }: BrowserWindow) => page.getByRole('button', { name: 'Use a passkey' }).click();
  const isIn = ({ page }: BrowserWindow) => page.waitForURL(`${base}/`);
  const refusal = ({ page }: BrowserWindow, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();

  it('opens with a finger, after the password', async () => {
    const { window } = await afterThePassword();
    await window.show('panel-passkey');
    await press(window);
    await isIn(window);
    await window.page.locator('.panel-home h1').waitFor();
    expect(window.faults).toEqual([]);
    expect(window.traffic.origins).toEqual(new Set([new URL(base).origin, new URL(pages).origin]));
    await window.close();
  });

  it('opens with a key that cannot look at who holds it: the password was the other factor', async () => {
    const { window, device, operator } = await afterThePassword(390);
    const [credential] = await device.credentials();
    await device.remove();
    await (await VirtualAuthenticator.in(window, { canVerifyUser: false })).hold(credential!);
    expect(await window.sideways()).toBe(0);
    await press(window);
    await isIn(window);
    expect(await app.sql('SELECT amr FROM admin_sessions WHERE user_id = $1', [operator.id])).toContainEqual({
      amr: ['pwd', 'hwk', 'user', 'mfa'],
    });
    await window.close();
  });

  it('goes on with a code when the finger is not recognised, or somebody changes their mind', async () => {
    const { window, device, operator } = await afterThePassword();
    await device.forget(); // removed on the device: the browser finds none, and says no more
    await press(window);
    await refusal(window, 'No passkey was used.');
    expect(await window.page.getByRole('button', { name: 'Use a passkey' }).isEnabled()).toBe(true);
    await window.page.getByLabel('Code').fill(await operator.phone.nextCode());
    await window.page.getByRole('button', { name: 'Sign in' }).click();
    await isIn(window);
    await window.close();
  });

  it('is refused a signature that is none, and may be tried again', async () => {
    const { window, device } = await afterThePassword();
    await device.signsWrongly();
    await press(window);
    await refusal(window, /passkey/i);
    await device.signsWrongly(false);
    await press(window);
    await isIn(window);
    await window.close();
  });

  it('begins again when the sign-in is over', async () => {
    const { window } = await afterThePassword();
    expect(await violationsOn(window.page)).toEqual([]); // not where a passkey is asked for: axe takes the focus
    await app.advance(6 * 60_000);
    await press(window);
    await window.page.waitForURL(`${base}/sign-in`);
    await window.close();
  });

  it('is not offered once an operator has removed it', async () => {
    const { window, operator } = await afterThePassword();
    await app.get(Passkeys).removeAll(operator.id);
    await press(window);
    await refusal(window, /passkey/i);
    await window.go('/sign-in/code');
    expect(await window.page.getByRole('button', { name: 'Use a passkey' }).count()).toBe(0);
    expect(await app.get(TwoFactor).isEnabled(operator.id)).toBe(true);
    await window.close();
  });

  it('is listed on the page of a user, and removed there after asking', async () => {
    const root = await panel.anOperator({ superuser: true });
    const { window, operator } = await afterThePassword();
    await typePassword(window, root);
    await window.page.getByLabel('Code').fill(await root.phone.nextCode());
    await window.page.getByRole('button', { name: 'Sign in' }).click();
    await isIn(window);
    const { page } = window;
    await window.go(`/resources/users/records/${operator.id}/show`);
    await page.getByRole('heading', { name: 'Passkeys' }).waitFor();
    await window.show('user-with-passkey');
    await page.getByRole('link', { name: 'Remove passkeys' }).click();
    await page.getByLabel(/, added \d{4}-/).check();
    await page.getByLabel('Reason').fill('They asked for it.');
    await window.show('remove-passkeys');
    await page.getByRole('button', { name: 'Remove passkeys' }).click();
    await page.getByText('The passkeys are removed.').waitFor();
    await page.getByText('None.').nth(1).waitFor(); // as of the connected accounts
    expect(await app.get(Passkeys).count(operator.id)).toBe(0);
    expect(window.faults).toEqual([]);
    await window.close();
  });
});
