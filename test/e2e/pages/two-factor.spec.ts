import { readFileSync } from 'node:fs';
import { AccountStatus } from '@castellan/accounts';
import type { Locator, Page } from 'playwright-core';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../../support/app/eventually.js';
import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import { hasFocus, regionOf, signedInWindow } from '../../support/browser/signed-in.js';
import type { BrowserWindow } from '../../support/browser/window.js';
import { HOST } from '../../support/people/operators.js';
import { aUser, PASSWORD } from '../../support/people/people.js';
import type { Person } from '../../support/people/people.js';
import { aProtectedUser, Authenticator, idOf, WRONG_CODE } from '../../support/people/second-factor.js';

const SIX_MINUTES = 6 * 60_000;
const REGION = 'Two-step sign-in';

describeInChromium('two-step sign-in at /security, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start({ TWO_FACTOR_POLICY: 'required_for_staff', THROTTLE_VERIFY_2FA: 'off' });
  }, 120_000);
  afterAll(() => pages.close());

  const button = (window: BrowserWindow, name: string) => regionOf(window, REGION).getByRole('button', { name, exact: true });

  /** By the tab key. */
  async function goTo({ page }: BrowserWindow, place: Locator): Promise<void> {
    await place.waitFor();
    for (let step = 0; step < 40; step += 1) {
      if (await place.evaluate((own: { matches(selector: string): boolean }) => own.matches(':focus'))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('The tab key does not lead there.');
  }

  /** What a phone is told by the page. */
  async function phoneOf(window: BrowserWindow): Promise<Authenticator> {
    const secret = regionOf(window, REGION).locator('code.secret');
    return new Authenticator(pages.app, (await secret.textContent())!);
  }

  /** Both steps, by the pages. */
  async function signIn(page: Page, { email }: Person, code: string): Promise<void> {
    await page.goto(`${pages.base}/login?next=/security`, { waitUntil: 'networkidle' });
    await page.getByLabel('Email address or username').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { level: 1, name: 'Security' }).waitFor();
  }

  it('is set up by a picture or a key, gives its backup codes once, and is asked for at the next sign-in', async () => {
    const { person, window } = await signedInWindow(pages);
    await window.go('/security');
    await button(window, 'Set up').click();
    const picture = regionOf(window, REGION).getByRole('img', { name: 'QR code for your authenticator app' });
    await picture.waitFor();
    expect(await window.page.evaluate('document.querySelector("img.qr").naturalWidth')).toBeGreaterThan(100);
    const phone = await phoneOf(window);

    await regionOf(window, REGION).getByLabel('Code').fill(WRONG_CODE);
    await button(window, 'Turn on').click();
    await regionOf(window, REGION).getByText('The code is wrong or has expired.').waitFor();
    await regionOf(window, REGION).getByLabel('Code').fill(phone.code());
    await button(window, 'Turn on').click();
    const codes = regionOf(window, REGION).getByRole('listitem');
    await codes.first().waitFor();
    expect(await codes.count()).toBe(10);
    const shown = await codes.allTextContents();

    const download = window.page.waitForEvent('download');
    await button(window, 'Download').click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(shown.every((code) => text.includes(code))).toBe(true);
    expect(text).toContain(person.email);

    await button(window, 'Done').click();
    await regionOf(window, REGION).getByText('Tick the box once you have kept the codes.').waitFor();
    expect(await codes.count()).toBe(10);
    await window.page.getByLabel('I have kept these codes').check();
    await button(window, 'Done').click();
    await regionOf(window, REGION).getByText('10 of 10 backup codes are left.').waitFor();
    expect(await window.page.content()).not.toContain(shown[0]);
    await window.page.reload({ waitUntil: 'networkidle' });
    expect(await window.page.content()).not.toContain(shown[0]);
    await window.close();

    const next = await pages.window();
    await signIn(next.page, person, await phone.nextCode());
    await next.close();
    const another = await pages.window();
    await signIn(another.page, person, shown[0]!);
    await regionOf(another, REGION).getByText('9 of 10 backup codes are left.').waitFor();
    await another.close();
  });

  it('is set up by keyboard alone, and the focus falls nowhere', async () => {
    const { window } = await signedInWindow(pages);
    const { keyboard } = window.page;
    await window.go('/security');
    await goTo(window, button(window, 'Set up'));
    await keyboard.press('Enter');
    const code = regionOf(window, REGION).getByLabel('Code');
    expect(await hasFocus(code)).toBe(true);
    await keyboard.type((await phoneOf(window)).code());
    await keyboard.press('Enter');
    const box = window.page.getByLabel('I have kept these codes');
    expect(await hasFocus(regionOf(window, REGION).getByRole('heading', { level: 3 }))).toBe(true);
    await goTo(window, box);
    await keyboard.press('Space');
    await goTo(window, button(window, 'Done'));
    await keyboard.press('Enter');
    await regionOf(window, REGION).getByText('10 of 10 backup codes are left.').waitFor();
    expect(await hasFocus(regionOf(window, REGION).getByRole('heading', { level: 2 }))).toBe(true);
    await keyboard.press('Tab');
    expect(await hasFocus(button(window, 'New backup codes'))).toBe(true);
    await window.close();
  });

  it('asks before the codes are left behind that nobody has kept', async () => {
    const { window } = await signedInWindow(pages);
    await window.go('/security');
    await button(window, 'Set up').click();
    await regionOf(window, REGION)
      .getByLabel('Code')
      .fill((await phoneOf(window)).code());
    await button(window, 'Turn on').click();
    await button(window, 'Done').waitFor();
    await window.page.getByRole('navigation').getByRole('link', { name: 'Profile' }).click();
    const dialog = window.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    expect(await regionOf(window, REGION).getByRole('listitem').count()).toBe(10);
    await window.close();
  });

  it('has the key copied as it is, and the codes printed alone', async () => {
    const { window } = await signedInWindow(pages);
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await window.go('/security');
    await button(window, 'Set up').click();
    const phone = await phoneOf(window);
    await button(window, 'Copy').click();
    await regionOf(window, REGION).getByText('The key was copied.').waitFor();
    expect(await window.page.evaluate('navigator.clipboard.readText()')).toBe(phone.secret);

    await regionOf(window, REGION).getByLabel('Code').fill(phone.code());
    await button(window, 'Turn on').click();
    await button(window, 'Print').waitFor();
    await window.page.emulateMedia({ media: 'print' });
    expect(await window.page.locator('.codes li').first().isVisible()).toBe(true); // by no role: what is around it is hidden
    expect(await window.page.getByRole('heading', { level: 1 }).isVisible()).toBe(false);
    await window.close();
  });

  it('makes new backup codes, and is turned off by password and code', async () => {
    const person = await aProtectedUser(pages.app);
    const window = await pages.window();
    await signIn(window.page, person, await person.phone.nextCode());
    await button(window, 'New backup codes').click();
    await regionOf(window, REGION).getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button(window, 'Make new codes').click();
    await regionOf(window, REGION).getByRole('listitem').first().waitFor();
    const [code] = await regionOf(window, REGION).getByRole('listitem').allTextContents();
    expect(person.backupCodes).not.toContain(code);
    await window.page.getByLabel('I have kept these codes').check();
    await button(window, 'Done').click();

    await button(window, 'Turn off').click();
    await regionOf(window, REGION).getByLabel('Password', { exact: true }).fill(PASSWORD);
    await regionOf(window, REGION).getByLabel('Code').fill(code!);
    await button(window, 'Turn off').click();
    await regionOf(window, REGION).getByText('Two-step sign-in is off.').waitFor();
    await button(window, 'Set up').waitFor();
    await window.close();
  });

  it('is all that staff without one can do, after a mailed code; then everything opens', async () => {
    const person = await aUser(pages.app);
    await pages.app.get(AccountStatus).setStaff(HOST, await idOf(pages.app, person), true);
    const window = await pages.window();
    await window.go('/login?next=/profile');
    await window.page.getByLabel('Email address or username').fill(person.email);
    await window.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await window.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await window.page.waitForURL(`${pages.base}/security`);
    await window.page.getByText('Your account needs two-step sign-in.').waitFor();
    await window.show('must-enrol');
    expect(await window.page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([REGION]);

    await button(window, 'Set up').click();
    await button(window, 'Send code').click();
    await regionOf(window, REGION).getByText(`A code is on its way to ${person.email}.`).waitFor();
    await regionOf(window, REGION)
      .getByLabel('Code of the mail')
      .fill(await codeMailedTo(person.email));
    await button(window, 'Continue').click();
    await regionOf(window, REGION)
      .getByLabel('Code', { exact: true })
      .fill((await phoneOf(window)).code());
    await button(window, 'Turn on').click();
    await window.page.getByLabel('I have kept these codes').check();
    await button(window, 'Done').click();
    await regionOf(window, 'Sessions and devices').getByText('Two steps').or(regionOf(window, 'Activity')).first().waitFor();
    expect(await window.page.getByRole('heading', { level: 2 }).count()).toBe(7);
    await window.close();
  });

  it('asks who has to set it up and signed in too long ago who they are, and goes on', async () => {
    const person = await aUser(pages.app);
    await pages.app.get(AccountStatus).setStaff(HOST, await idOf(pages.app, person), true);
    const { window } = await signedInWindow(pages, person);
    await pages.app.advance(SIX_MINUTES);
    await window.go('/security');
    await button(window, 'Set up').click();
    await button(window, 'Send code').click();
    await regionOf(window, REGION)
      .getByLabel('Code of the mail')
      .fill(await codeMailedTo(person.email));
    await button(window, 'Continue').click();
    const dialog = window.page.getByRole('dialog', { name: "Confirm that it's you" });
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await regionOf(window, REGION).locator('code.secret').waitFor();
    await window.close();
  });

  /** Once it has come: other mails come besides. */
  async function codeMailedTo(email: string): Promise<string> {
    const mails = await eventually(
      async () => (await pages.app.get(DevInbox).list(email)).filter(({ code }) => code),
      (found) => found.length > 0,
    );
    return mails[0]!.code!;
  }
});
