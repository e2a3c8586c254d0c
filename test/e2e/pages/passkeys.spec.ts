import { AccountStatus } from '@castellan/accounts';
import { eventually } from '../../support/app/eventually.js';
import { VirtualAuthenticator } from '../../support/browser/authenticator.js';
import { violationsOn } from '../../support/browser/axe.js';
import { describeInChromium } from '../../support/browser/chromium.js';
import { proveMail } from '../../support/browser/mail-proof.js';
import { aPasskeyHolder } from '../../support/browser/passkey-holder.js';
import { Pages } from '../../support/browser/pages.js';
import { hasFocus, regionOf, signedInWindow } from '../../support/browser/signed-in.js';
import type { BrowserWindow } from '../../support/browser/window.js';
import { HOST } from '../../support/people/operators.js';
import { aUser, PASSWORD } from '../../support/people/people.js';
import { idOf } from '../../support/people/second-factor.js';

const REGION = 'Passkeys';
const SIX_MINUTES = 6 * 60_000;

describeInChromium('passkeys at /security, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start({ TWO_FACTOR_POLICY: 'required_for_staff' }, 'localhost');
  }, 120_000);
  afterAll(() => pages.close());

  const region = (window: BrowserWindow) => regionOf(window, REGION);
  const button = (window: BrowserWindow, name: string) => region(window).getByRole('button', { name, exact: true });
  const reads = (window: BrowserWindow, text: string | RegExp) => region(window).getByText(text).waitFor();
  const dialogOf = ({ page }: BrowserWindow) => page.getByRole('dialog');

  async function keepCodes(window: BrowserWindow): Promise<void> {
    await window.page.getByLabel('I have kept these codes').check();
    await window.page.getByRole('button', { name: 'Done' }).click();
  }

  it('are added, and the first brings backup codes, once', async () => {
    const { window } = await signedInWindow(pages);
    const device = await VirtualAuthenticator.in(window, { isSynced: true });
    await window.go('/security');
    await reads(window, 'You have no passkeys yet.');
    await button(window, 'Add passkey').click();
    await reads(window, /^The passkey “.+” was added\.$/);
    expect(await region(window).locator('.codes li').count()).toBe(10);
    await keepCodes(window);
    await reads(window, 'Not used yet');
    await reads(window, 'On several devices');
    expect(await region(window).getByRole('listitem').count()).toBe(1);
    expect(await device.credentials()).toHaveLength(1);

    await button(window, 'Add passkey').click();
    await reads(window, 'This device has a passkey for your account already.');
    expect(await region(window).getByRole('alert').count()).toBe(0);
    expect(window.faults).toEqual([]);
    await window.close();
  });

  it('stay as they are where adding is cancelled', async () => {
    const { window } = await signedInWindow(pages);
    const device = await VirtualAuthenticator.in(window);
    await device.recognises(false);
    await window.go('/security');
    await button(window, 'Add passkey').click();
    await reads(window, 'No passkey was made. Try again whenever you like.');
    await device.recognises(true);
    await button(window, 'Add passkey').click();
    await reads(window, /was added/);
    await window.close();
  });

  it('are renamed by their owner, and the focus comes back', async () => {
    const { window } = await aPasskeyHolder(pages);
    await window.go('/security');
    await button(window, 'Rename').click();
    await dialogOf(window).getByLabel('Name').fill(' ');
    await dialogOf(window).getByRole('button', { name: 'Save' }).click();
    await dialogOf(window).getByText('Please fill this in.').waitFor();
    await dialogOf(window).getByLabel('Name').fill('My <b>phone</b>');
    await dialogOf(window).getByRole('button', { name: 'Save' }).click();
    await reads(window, 'The passkey is called “My <b>phone</b>” now.');
    expect(await hasFocus(button(window, 'Rename'))).toBe(true);
    await window.close();
  });

  it('are removed after a question, and the browser offers them no more', async () => {
    const { window, device } = await aPasskeyHolder(pages);
    await window.go('/security');
    await button(window, 'Remove').click();
    await dialogOf(window).getByRole('button', { name: 'Cancel' }).click();
    expect(await region(window).getByRole('listitem').count()).toBe(1);
    await button(window, 'Remove').click();
    await dialogOf(window).getByRole('button', { name: 'Remove' }).click();
    await reads(window, /^The passkey “.+” was removed\.$/);
    await reads(window, 'You have no passkeys yet.');
    await eventually(
      () => device.credentials(),
      ({ length }) => length === 0,
    );
    await window.close();
  });

  it('prove who it is where a recent proof is wanted, or something else does', async () => {
    const { window, device } = await aPasskeyHolder(pages);
    await pages.app.advance(SIX_MINUTES);
    await window.go('/security');
    await device.recognises(false);
    await button(window, 'Remove').click();
    await dialogOf(window).getByRole('button', { name: 'Remove' }).click();
    const proof = window.page.getByRole('dialog', { name: "Confirm that it's you" });
    await proof.getByRole('button', { name: 'Use a passkey' }).click();
    await proof.getByText('No passkey was used.').waitFor();
    await window.show('recent-passkey');
    await proof.getByRole('button', { name: 'Confirm another way instead' }).click();
    expect(await hasFocus(proof.getByLabel('Password', { exact: true }))).toBe(true);
    await proof.getByRole('button', { name: 'Use a passkey instead' }).click();
    await device.recognises(true);
    await proof.getByRole('button', { name: 'Use a passkey' }).click();
    await reads(window, /^The passkey “.+” was removed\.$/);
    await window.close();
  });

  it('are enough for staff who can do nothing before they have a second factor, after mailed codes', async () => {
    const person = await aUser(pages.app);
    await pages.app.get(AccountStatus).setStaff(HOST, await idOf(pages.app, person), true);
    const { window } = await signedInWindow(pages, person);
    await VirtualAuthenticator.in(window);
    await window.go('/security');
    await button(window, 'Add passkey').click();
    await proveMail(pages, region(window), person.email);
    await reads(window, /was added/);
    await keepCodes(window);
    const headings = window.page.getByRole('heading', { level: 2 });
    expect(await headings.allTextContents()).toEqual(['Two-step sign-in', REGION]);

    const twoFactor = regionOf(window, 'Two-step sign-in');
    await twoFactor.getByRole('button', { name: 'Turn on with a passkey' }).click();
    await proveMail(pages, twoFactor, person.email);
    await twoFactor.locator('.codes li').first().waitFor();
    await keepCodes(window);
    await regionOf(window, 'Your data').waitFor();
    expect(await headings.count()).toBe(8);
    await window.close();
  });

  describe('as the second step', () => {
    const twoFactor = (window: BrowserWindow) => regionOf(window, 'Two-step sign-in');

    async function turnOn(window: BrowserWindow): Promise<void> {
      await window.go('/security');
      await twoFactor(window).getByRole('button', { name: 'Turn on with a passkey' }).click();
      await twoFactor(window).locator('.codes li').first().waitFor();
      await keepCodes(window);
      await twoFactor(window).getByText('On', { exact: true }).waitFor();
    }

    async function beginSignIn(window: BrowserWindow, email: string, next = ''): Promise<void> {
      await window.page.context().clearCookies();
      await window.go(`/login${next}`);
      await window.page.getByLabel('Email address or username').fill(email);
      await window.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await window.page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await window.page.getByRole('heading', { level: 1, name: 'Two-step sign-in' }).waitFor();
    }

    it('are enough, without an authenticator app', async () => {
      const { window, device, person } = await aPasskeyHolder(pages);
      await turnOn(window);
      await twoFactor(window).getByRole('button', { name: 'Set up an authenticator app' }).waitFor();
      await device.isTouched(false);

      await beginSignIn(window, person.email, '?next=/profile');
      await window.page.getByText('Confirm with your passkey').waitFor();
      await window.page.getByLabel('Trust this device for 30 days').check();
      await device.isTouched(true);
      await window.page.getByRole('button', { name: 'Use a passkey' }).click();
      await window.page.waitForURL(`${pages.base}/profile`);
      await window.close();
    });

    it('lead to a code where they are not at hand', async () => {
      const { window, device, person, backupCodes } = await aPasskeyHolder(pages);
      await turnOn(window);
      await device.isTouched(false);
      await beginSignIn(window, person.email);
      await device.forget();
      await device.isTouched(true);
      await window.page.getByRole('button', { name: 'Use a passkey' }).click();
      await window.page.getByText('No passkey was used.').waitFor();
      await window.page.getByRole('button', { name: 'Enter a code instead' }).click();
      await window.page.getByText('Enter one of your backup codes.').waitFor();
      await window.page.getByLabel('Code').fill(backupCodes[0]!);
      await window.page.getByRole('button', { name: 'Continue' }).click();
      await window.page.getByRole('heading', { level: 1, name: /^Hello, / }).waitFor();
      await window.close();
    });

    it('are asked for by a page that is for everybody (axe)', async () => {
      const { window, device, person } = await aPasskeyHolder(pages, { window: { width: 390, scheme: 'dark' } });
      await turnOn(window);
      await window.show('two-factor-passkey');
      await device.isTouched(false);
      await beginSignIn(window, person.email);
      await window.page.getByRole('button', { name: 'Use a passkey' }).waitFor();
      await window.show('second-factor-passkey');
      expect([await violationsOn(window.page), await window.sideways()]).toEqual([[], 0]); // its debugger takes the device away
      await window.close();
    });

    it('turn it off again, with the password', async () => {
      const { window } = await aPasskeyHolder(pages);
      await turnOn(window);
      await twoFactor(window).getByRole('button', { name: 'Turn off' }).click();
      await twoFactor(window).getByLabel('Password', { exact: true }).fill(PASSWORD);
      await twoFactor(window).getByRole('button', { name: 'Turn off' }).click();
      await twoFactor(window).getByText('Two-step sign-in is off.').waitFor();
      await twoFactor(window).getByRole('button', { name: 'Turn on with a passkey' }).waitFor();
      await window.close();
    });

    it('are not removed while they are the last', async () => {
      const { window } = await aPasskeyHolder(pages);
      await turnOn(window);
      await button(window, 'Remove').click();
      await dialogOf(window).getByRole('button', { name: 'Remove' }).click();
      await region(window).getByRole('alert').waitFor();
      expect(await region(window).getByRole('listitem').count()).toBe(1);
      await window.close();
    });
  });

  it.each([
    { width: 1280, scheme: 'light', language: 'en' },
    { width: 390, scheme: 'dark', language: 'de' },
    { width: 320, scheme: 'light', language: 'de' },
  ] as const)('are for everybody (axe), and no wider than the window: $width px, $scheme, $language', async (look) => {
    const { window } = await aPasskeyHolder(pages, { window: look, device: { isSynced: true } });
    await window.go('/security');
    await window.page.getByRole('button', { name: /^(Rename|Umbenennen)$/ }).waitFor();
    await window.show('passkeys');
    expect([await violationsOn(window.page), await window.sideways()]).toEqual([[], 0]);
    await window.page.getByRole('button', { name: /^(Rename|Umbenennen)$/ }).click();
    await window.page.getByRole('dialog').waitFor();
    await window.show('passkey-rename');
    expect([await violationsOn(window.page), await window.sideways(), window.faults]).toEqual([[], 0, []]);
    await window.close();
  });
});
