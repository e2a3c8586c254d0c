import { eventually } from '../../support/app/eventually.js';
import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import { aPasskeyHolder, aPasskeyHolderOutside } from '../../support/browser/passkey-holder.js';
import type { BrowserWindow } from '../../support/browser/window.js';

const OPTIONS = '/api/auth/passkeys/login/options';
const SIGN_IN = '/api/auth/passkeys/login';
const NOTHING_USED = 'No passkey was used.';
/** Keeps what the browser is told in `globalThis.told`: how many passkeys there are, each time. */
const COUNTS_TOLD = `globalThis.told = [];
  const tell = PublicKeyCredential.signalAllAcceptedCredentials;
  PublicKeyCredential.signalAllAcceptedCredentials = function (accepted) {
    globalThis.told.push(accepted.allAcceptedCredentialIds.length);
    return tell.call(this, accepted);
  };`;

describeInChromium('what browsers ask and are told beside each other, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start({ THROTTLE_PASSKEY_OPTIONS: 'off', THROTTLE_PASSKEY_LOGIN: 'off' }, 'localhost');
  }, 120_000);
  afterAll(() => pages.close());

  const posted = ({ traffic }: BrowserWindow, path: string): number =>
    traffic.sent.filter((line) => line === `POST ${pages.base}${path}`).length;
  const isAsked = (window: BrowserWindow, times: number) =>
    eventually(
      () => Promise.resolve(posted(window, OPTIONS)),
      (count) => count === times,
    );

  it('asks no oftener in the field where a question is good for half a minute only', async () => {
    const { window } = await aPasskeyHolderOutside(pages);
    await window.page.route(`**${OPTIONS}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), expires_in: 30 } });
    });
    await window.page.clock.install();
    window.traffic.forget();
    await window.go('/login');
    await isAsked(window, 1);
    for (let second = 0; second < 10; second += 2) {
      await window.page.clock.runFor(2000);
      await window.page.waitForLoadState('networkidle');
    }
    expect(posted(window, OPTIONS)).toBe(1);
    await window.page.clock.runFor(6000);
    await isAsked(window, 2);
    await window.page.unrouteAll({ behavior: 'wait' });
    await window.close();
  });

  it('offers the others in the field after one that was refused', async () => {
    const { window, device } = await aPasskeyHolderOutside(pages);
    await window.page.route(`**${SIGN_IN}`, (route) => route.fulfill({ status: 401, json: { code: 'invalid_passkey' } }), { times: 1 });
    await device.isTouched(true);
    window.traffic.forget();
    await window.go('/login');
    await window.page.getByRole('heading', { level: 1, name: /^Hello, / }).waitFor();
    expect(posted(window, SIGN_IN)).toBe(2);
    await window.close();
  });

  it('lets no question in the field that comes late take the place of the one behind the button', async () => {
    const { window } = await aPasskeyHolderOutside(pages);
    let letGo = (): void => undefined;
    const late = new Promise<void>((resolve) => (letGo = resolve));
    await window.page.route(`**${OPTIONS}`, (route) => late.then(() => route.continue()), { times: 1 });
    window.traffic.forget();
    await window.page.goto(`${pages.base}/login`);
    await isAsked(window, 1);
    await window.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await isAsked(window, 2);
    await window.page.waitForTimeout(500);
    const answered = window.page.waitForResponse(`**${OPTIONS}`);
    letGo();
    await answered;
    await window.page.waitForTimeout(1000);
    expect(await window.page.getByText(NOTHING_USED).count()).toBe(0);
    await window.close();
  });

  it('tells the browser last what is so last: a slow answer signals no new passkey away', async () => {
    const { window } = await aPasskeyHolder(pages);
    let letGo = (): void => undefined;
    const late = new Promise<void>((resolve) => (letGo = resolve));
    await window.page.route(
      '**/api/auth/passkeys/signals',
      async (route) => {
        const response = await route.fetch();
        await late;
        await route.fulfill({ response });
      },
      { times: 1 },
    );
    await window.page.addInitScript(COUNTS_TOLD);
    await window.page.goto(`${pages.base}/security`);
    const passkeys = window.page.getByRole('region', { name: 'Passkeys', exact: true });
    await passkeys.getByRole('button', { name: 'Remove' }).waitFor();
    await window.page.waitForTimeout(500);
    await passkeys.getByRole('button', { name: 'Remove' }).click();
    await window.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await passkeys.getByText(/was removed/).waitFor();
    await window.page.waitForTimeout(1500);
    letGo();
    await window.page.waitForFunction(() => Reflect.get(globalThis, 'told').length === 2);
    expect(await window.page.evaluate(() => Reflect.get(globalThis, 'told') as number[])).toEqual([1, 0]);
    await window.close();
  });
});
