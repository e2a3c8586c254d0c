import { randomUUID } from 'node:crypto';
import { DevInbox } from '@castellan/notifications';
import type { Page } from 'playwright-core';
import { eventually } from '../../support/app/eventually.js';
import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import { hasFocus, regionOf, signedInWindow } from '../../support/browser/signed-in.js';
import type { BrowserWindow } from '../../support/browser/window.js';
import { aUser, PASSWORD, signInBearer } from '../../support/people/people.js';
import { aProtectedUser, WRONG_CODE } from '../../support/people/second-factor.js';

const SIX_MINUTES = 6 * 60_000;

describeInChromium('the question who this is, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start({ THROTTLE_OTP_REQUEST: 'off' });
  }, 120_000);
  afterAll(() => pages.close());

  const dialogOf = (page: Page) => page.getByRole('dialog', { name: "Confirm that it's you" });

  const mailsTo = async (email: string): Promise<number> => (await pages.app.get(DevInbox).list(email)).length;

  /** On `/security`, with a sign-in that is no longer recent and another session to be ended. */
  async function aWhileAfter(open: () => ReturnType<typeof signedInWindow>): Promise<BrowserWindow & { email: string }> {
    const { window, person } = await open();
    await pages.app.advance(SIX_MINUTES);
    await window.go('/security');
    return Object.assign(window, { email: person.email });
  }

  const signOutOther = (window: BrowserWindow) =>
    regionOf(window, 'Sessions and devices').getByRole('button', { name: 'Sign out everywhere else' }).click();
  const result = (window: BrowserWindow) => regionOf(window, 'Sessions and devices').getByText('You are signed out everywhere else.');

  async function withTwoSessions(): ReturnType<typeof signedInWindow> {
    const person = await aUser(pages.app);
    await signInBearer(pages.app, person);
    return signedInWindow(pages, person);
  }

  it('takes the password, and goes on with what was asked for', async () => {
    const window = await aWhileAfter(withTwoSessions);
    await signOutOther(window);
    const dialog = dialogOf(window.page);
    expect(await hasFocus(dialog.getByLabel('Password', { exact: true }))).toBe(true);

    await dialog.getByLabel('Password', { exact: true }).fill('a wrong guess');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    const wrong = dialog.getByText('The password is wrong.');
    await wrong.waitFor();
    const input = dialog.getByLabel('Password', { exact: true });
    expect(await input.getAttribute('aria-invalid')).toBe('true');
    expect(await hasFocus(input)).toBe(true);

    await input.fill(PASSWORD);
    await input.press('Enter');
    await result(window).waitFor();
    expect(await dialog.count()).toBe(0);
    await window.close();
  });

  it('leaves everything as it was when it is given up, and the focus where it was', async () => {
    const window = await aWhileAfter(withTwoSessions);
    await signOutOther(window);
    await dialogOf(window.page).waitFor();
    await window.page.keyboard.press('Escape');
    await dialogOf(window.page).waitFor({ state: 'detached' });

    expect(await window.page.locator(':focus').textContent()).toBe('Sign out everywhere else');
    expect(await result(window).count()).toBe(0);
    expect(await regionOf(window, 'Sessions and devices').getByRole('button', { name: 'Sign out', exact: true }).count()).toBe(1);
    await signOutOther(window); // and it can be asked again
    await dialogOf(window.page).getByRole('button', { name: 'Cancel' }).click();
    await dialogOf(window.page).waitFor({ state: 'detached' });
    await window.close();
  });

  it('keeps the focus inside of it', async () => {
    const window = await aWhileAfter(withTwoSessions);
    await signOutOther(window);
    await dialogOf(window.page).waitFor();
    for (let step = 0; step < 12; step += 1) {
      await window.page.keyboard.press('Tab');
      expect(await window.page.locator('main :focus, header :focus, footer :focus').count()).toBe(0);
    }
    await window.close();
  });

  it('takes the code of an authenticator from who has one', async () => {
    const protectedPerson = await aProtectedUser(pages.app);
    const window = await pages.window();
    const login = await window.page.request.post(`${pages.base}/api/auth/login/`, {
      data: { email: protectedPerson.email, password: PASSWORD },
    });
    const { session_token } = (await login.json()) as { session_token: string };
    const code = await protectedPerson.phone.nextCode();
    await window.page.request.post(`${pages.base}/api/auth/2fa/verify-login/`, { data: { session_token, code } });
    await pages.app.advance(SIX_MINUTES);
    await window.go('/security');

    await signOutOther(window);
    const dialog = dialogOf(window.page);
    await dialog.getByLabel('Code').fill(WRONG_CODE);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.getByText('The code is wrong or has expired.').waitFor();
    await dialog.getByLabel('Code').fill(await protectedPerson.phone.nextCode());
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await result(window).waitFor();
    await window.close();
  });

  it('asks a trusted device for the second factor before it gives new backup codes', async () => {
    const person = await aProtectedUser(pages.app);
    const window = await pages.window();
    const post = async (path: string, data: object) =>
      (await window.page.request.post(`${pages.base}/api/auth/${path}/`, { data })).json() as Promise<{ session_token?: string }>;
    const { session_token } = await post('login', { email: person.email, password: PASSWORD });
    await post('2fa/verify-login', { session_token, code: await person.phone.nextCode(), trust_device: true });
    expect((await post('login', { email: person.email, password: PASSWORD })).session_token).toBeUndefined();
    await window.go('/security');
    const region = regionOf(window, 'Two-step sign-in');
    await region.getByRole('button', { name: 'New backup codes' }).click();
    await region.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await region.getByRole('button', { name: 'Make new codes' }).click();
    await dialogOf(window.page)
      .getByLabel('Code')
      .fill(await person.phone.nextCode());
    await dialogOf(window.page).getByRole('button', { name: 'Confirm' }).click();
    await region.getByText('New backup codes were made.').waitFor();
    expect(await region.getByRole('listitem').count()).toBe(10);
    await window.close();
  });

  it('takes a mailed code in the place of the password', async () => {
    const window = await aWhileAfter(withTwoSessions);
    await signOutOther(window);
    const dialog = dialogOf(window.page);
    await dialog.getByRole('button', { name: `Send a code to ${window.email} instead` }).click();
    const before = await mailsTo(window.email);
    await dialog.getByRole('button', { name: `Send code to ${window.email}` }).click();
    await dialog.getByText(`A code is on its way to ${window.email}.`).waitFor();
    const { code } = await pages.app.mailTo(window.email, before + 1);
    await dialog.getByLabel('Code').fill(code!);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await result(window).waitFor();
    await window.close();
  });

  it('takes a code that is texted to the own number', async () => {
    const phone = '+4915112746001';
    const person = await aUser(pages.app);
    const { bearer } = await signInBearer(pages.app, person);
    const texted = async (count: number): Promise<string> => {
      const sent = await eventually(
        () => pages.app.get(DevInbox).list(phone),
        (found) => found.length === count,
      );
      return sent[0]!.code!; // the newest comes first
    };
    await pages.app.client().post('/api/auth/phone/', { phone }, bearer);
    await pages.app.client().post('/api/auth/phone/confirm/', { code: await texted(1) }, bearer);
    const window = await aWhileAfter(() => signedInWindow(pages, person));
    await signOutOther(window);
    const dialog = dialogOf(window.page);
    await dialog.getByRole('button', { name: `Send a code to ${window.email} instead` }).click();
    await dialog.getByRole('button', { name: `Send code to ${phone}` }).click();
    await dialog.getByText(`A code is on its way to ${phone}.`).waitFor();
    await dialog.getByLabel('Code').fill(await texted(2));
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await result(window).waitFor();
    await window.close();
  });

  it('asks who has no password for a mailed code alone', async () => {
    const window = await pages.window();
    const email = `${randomUUID().slice(0, 8)}@example.com`;
    const post = (path: string, data: object) => window.page.request.post(`${pages.base}/api/auth/${path}/`, { data });
    await post('otp/request', { identifier: email });
    const { code } = await pages.app.mailTo(email);
    await post('otp/verify', { identifier: email, otp_code: code, transport: 'cookie' });
    await pages.app.advance(SIX_MINUTES);
    await window.go('/security');

    await regionOf(window, 'Password').getByRole('button', { name: 'Change password' }).click();
    expect(await window.page.getByLabel('Current password').count()).toBe(0);
    await window.page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await window.page.getByLabel('Confirm new password').fill(PASSWORD);
    await window.page.getByRole('button', { name: 'Save new password' }).click();
    const dialog = dialogOf(window.page);
    await dialog.getByRole('button', { name: `Send code to ${email}` }).click();
    await dialog.getByLabel('Code').fill((await pages.app.mailTo(email, 2)).code!);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await regionOf(window, 'Password').getByText('Your password is set.').waitFor();
    await signInBearer(pages.app, { email, password: PASSWORD });
    await window.close();
  });
});
