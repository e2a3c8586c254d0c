import type { Page } from 'playwright-core';
import { eventually } from '../../support/app/eventually.js';
import { VirtualAuthenticator } from '../../support/browser/authenticator.js';
import { violationsOn } from '../../support/browser/axe.js';
import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import { aKeyHolderOutside, aPasskeyHolder, aPasskeyHolderOutside } from '../../support/browser/passkey-holder.js';
import type { BrowserWindow } from '../../support/browser/window.js';
import { PASSWORD } from '../../support/people/people.js';
import { protect } from '../../support/people/second-factor.js';

const OPTIONS = '/api/auth/passkeys/login/options';
/** How often the browser was asked for what it fills in (`mediation: 'conditional'`). */
const COUNTS_QUESTIONS = `globalThis.conditional = 0;
  const get = CredentialsContainer.prototype.get;
  CredentialsContainer.prototype.get = function (options) {
    const asked = get.call(this, options);
    if (options.mediation === 'conditional') globalThis.conditional += 1;
    return asked;
  };`;
const NOTHING_USED = 'No passkey was used. Try again, or go on another way.';
/** Of a first visit, everything included (docs/reference/contract.md#pages). */
const MOST_BYTES = 60_000;

describeInChromium('signing in with a passkey, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start({ THROTTLE_PASSKEY_OPTIONS: 'off', THROTTLE_PASSKEY_LOGIN: 'off' }, 'localhost');
  }, 120_000);
  afterAll(() => pages.close());

  const button = ({ page }: BrowserWindow) => page.getByRole('button', { name: 'Sign in with a passkey' });
  const isIn = ({ page }: BrowserWindow) => page.getByRole('heading', { level: 1, name: /^Hello, / }).waitFor();
  const asked = ({ traffic }: BrowserWindow): number => traffic.sent.filter((line) => line === `POST ${pages.base}${OPTIONS}`).length;
  const posted = ({ traffic }: BrowserWindow, path: string): number =>
    traffic.sent.filter((line) => line === `POST ${pages.base}${path}`).length;

  /** Presses the button, with somebody there to touch the device. What waits in the field does not see them: it was asked before. */
  async function askByButton(window: BrowserWindow, device: VirtualAuthenticator): Promise<void> {
    await isWaiting(window);
    await device.isTouched(true);
    await button(window).click();
  }

  async function openLogin(window: BrowserWindow, next = ''): Promise<void> {
    window.traffic.forget();
    await window.page.addInitScript(COUNTS_QUESTIONS);
    await window.go(`/login${next}`);
    await button(window).waitFor();
  }

  /** Until the browser was asked for what it fills in. */
  async function isWaiting({ page }: BrowserWindow, times = 1): Promise<void> {
    await page.waitForFunction((count) => Number(Reflect.get(globalThis, 'conditional')) >= count, times);
  }

  /** Has the page ask with other options. */
  const askedWith = ({ page }: BrowserWindow, other: object) =>
    page.route(`**${OPTIONS}`, async (route) => {
      const response = await route.fetch();
      const question = (await response.json()) as { options: object };
      await route.fulfill({ response, json: { ...question, options: { ...question.options, ...other } } });
    });

  /** Chromium has a key that knows nobody answer only where it is named. */
  async function askKey(window: BrowserWindow, key: VirtualAuthenticator): Promise<void> {
    const [held] = await key.credentials();
    const id = Buffer.from(held!.credentialId, 'base64').toString('base64url');
    await askedWith(window, { allowCredentials: [{ type: 'public-key', id }] });
    await openLogin(window);
    await key.isTouched(true);
    await button(window).click();
  }

  async function isQuietlyBack(window: BrowserWindow): Promise<void> {
    await window.page.getByText(NOTHING_USED).waitFor();
    expect(await window.page.getByRole('alert').count()).toBe(0);
    expect(await window.page.getByLabel('Email address or username').isVisible()).toBe(true);
    expect(posted(window, '/api/auth/passkeys/login')).toBe(0);
  }

  async function signInByPassword({ page }: { readonly page: Page }, email: string): Promise<void> {
    await page.getByLabel('Email address or username').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  it('opens the account by a button, and leads on to where somebody wanted to be', async () => {
    const { window, device } = await aPasskeyHolderOutside(pages);
    await openLogin(window, '?next=/profile');
    await askByButton(window, device);
    await window.page.waitForURL(`${pages.base}/profile`);
    expect(window.faults).toEqual([]);
    await window.close();
  });

  it('opens it without a click where the browser fills in the field for the name', async () => {
    const { window, device } = await aPasskeyHolderOutside(pages);
    await openLogin(window);
    expect(await window.page.getByLabel('Email address or username').getAttribute('autocomplete')).toBe('username webauthn');
    await device.isTouched(true); // as if it were picked at once
    window.traffic.forget();
    await window.go('/login');
    await isIn(window);
    expect([asked(window), posted(window, '/api/auth/passkeys/login')]).toEqual([1, 1]);
    await window.close();
  });

  it('asks anew in the field before the question is too old, while somebody looks', async () => {
    const { window, device } = await aPasskeyHolderOutside(pages);
    await window.page.clock.install();
    await openLogin(window);
    await isWaiting(window);
    await window.page.clock.runFor(271_000);
    await isWaiting(window, 2);
    expect(asked(window)).toBe(2);
    await device.isTouched(true);
    await window.page.clock.runFor(271_000);
    await isIn(window);
    expect(asked(window)).toBe(3);
    await window.close();
  });

  it('asks for another factor where the device did not look at who it is', async () => {
    const { window, device, person } = await aKeyHolderOutside(pages);
    const { phone } = await protect(pages.app, person);
    await askKey(window, device);
    await window.page.getByRole('heading', { level: 1, name: 'Two-step sign-in' }).waitFor();
    expect(await window.page.getByRole('button', { name: /passkey/ }).count()).toBe(0); // one passkey is never two factors
    await window.page.getByLabel('Code').fill(await phone.nextCode());
    await window.page.getByRole('button', { name: 'Continue' }).click();
    await isIn(window);
    await window.close();
  });

  it('needs no second factor from a device that did not look, where none is on', async () => {
    const { window, device } = await aKeyHolderOutside(pages);
    await askKey(window, device);
    await isIn(window);
    await window.close();
  });

  it.each([
    ['cancelled', (device: VirtualAuthenticator) => device.recognises(false)],
    ['removed on the device', (device: VirtualAuthenticator) => device.forget()],
  ])('leads back to the form with a quiet sentence where it is %s', async (_, happens) => {
    const { window, device, person } = await aPasskeyHolderOutside(pages);
    await openLogin(window);
    await happens(device);
    await askByButton(window, device);
    await isQuietlyBack(window);
    await window.show('passkey-given-up');
    await signInByPassword(window, person.email);
    await window.page.waitForURL((url) => url.pathname !== '/login');
    await window.close();
  });

  it('leads back to the form where it took too long, and can be asked again', async () => {
    const { window, device } = await aPasskeyHolderOutside(pages);
    await askedWith(window, { timeout: 1_000 });
    await openLogin(window);
    await button(window).click();
    await isQuietlyBack(window);
    await askByButton(window, device);
    await isIn(window);
    await window.close();
  });

  it('says that there is no network', async () => {
    const { window } = await aPasskeyHolderOutside(pages);
    await openLogin(window);
    await isWaiting(window);
    await window.page.context().setOffline(true);
    await button(window).click();
    await window.page.getByRole('alert').getByText('The service cannot be reached.').waitFor();
    await window.close();
  });

  it('says that a passkey was removed from its account, and the browser offers it no more', async () => {
    const { window, device, passkeyId } = await aPasskeyHolder(pages);
    await window.page.evaluate((id) => fetch(`/api/auth/passkeys/${id}/`, { method: 'DELETE' }), passkeyId);
    await window.page.context().clearCookies();
    await device.isTouched(false);
    await openLogin(window);
    await askByButton(window, device);
    await window.page.getByText('This passkey was removed from its account.').waitFor();
    await eventually(
      () => device.credentials(),
      ({ length }) => length === 0,
    );
    await window.close();
  });

  it('is for everybody who looks at it (axe), by keyboard too', async () => {
    for (const look of [{ width: 1280 }, { width: 390, scheme: 'dark', language: 'de' }, { width: 320 }] as const) {
      const window = await pages.window(look);
      await window.go('/login');
      await window.page.getByRole('button', { name: /passkey/i }).waitFor();
      await window.show('login-passkey');
      expect([await violationsOn(window.page), await window.sideways(), window.faults]).toEqual([[], 0, []]);
      await window.close();
    }
  });

  it('weighs little for who comes the first time', async () => {
    const window = await pages.window();
    await window.page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
    await window.go('/login');
    await button(window).waitFor();
    expect([...window.traffic.origins]).toEqual([pages.base]);
    expect(window.traffic.received).toBeLessThan(MOST_BYTES);
    process.stderr.write(`/login with passkeys: ${window.traffic.received} bytes, ${window.traffic.sent.length} requests\n`);
    await window.close();
  });
});
