import { readFileSync } from 'node:fs';
import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import { hasFocus, regionOf, signedInWindow } from '../../support/browser/signed-in.js';
import type { BrowserWindow } from '../../support/browser/window.js';
import { eventually } from '../../support/app/eventually.js';
import { aUser, linkOf, PASSWORD, signInBearer, someone } from '../../support/people/people.js';
import { DevInbox } from '@castellan/notifications';

const NEW = 'violet kettle on the moor';
let numbers = 0;
const aNumber = (): string => `+4915112${String(745000 + numbers++).padStart(6, '0')}`;

describeInChromium('/security, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start({ THROTTLE_OTP_REQUEST: 'off', ACCOUNT_ERASURE_DELAY: '7d' });
  }, 120_000);
  afterAll(() => pages.close());

  async function atSecurity(person?: Parameters<typeof signedInWindow>[1]) {
    const signedIn = await signedInWindow(pages, person);
    await signedIn.window.go('/security');
    return signedIn;
  }
  const button = (window: BrowserWindow, region: string, name: string) =>
    regionOf(window, region).getByRole('button', { name, exact: true });
  const heading = (window: BrowserWindow, name: string) => regionOf(window, name).getByRole('heading', { level: 2 });

  it('has its regions, in their order, to whom is signed in, and leads others to where they sign in', async () => {
    const { window } = await atSecurity();
    expect(await window.page.getByRole('heading', { level: 1 }).textContent()).toBe('Security');
    await button(window, 'Your data', 'Export').waitFor();
    expect(await window.page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      ...['Password', 'Email address', 'Phone', 'Two-step sign-in', 'Sessions and devices', 'Activity', 'Your data'],
    ]);
    expect(window.faults).toEqual([]);
    await window.close();

    const stranger = await pages.window();
    await stranger.go('/security');
    expect(stranger.page.url()).toBe(`${pages.base}/login?next=%2Fsecurity`);
    await stranger.close();
  });

  it('changes the password once, however often it is clicked, and says what is wrong beside its field', async () => {
    const { person, window } = await atSecurity();
    const other = await signInBearer(pages.app, person);
    const { page } = window;
    await button(window, 'Password', 'Change password').click();
    await page.getByLabel('Current password').fill('a wrong guess');
    await page.getByLabel('New password', { exact: true }).fill(NEW);
    await page.getByLabel('Confirm new password').fill(NEW);
    const save = button(window, 'Password', 'Save new password');
    await save.click();
    await regionOf(window, 'Password').getByText('The password is wrong.').waitFor();
    expect(await hasFocus(page.getByLabel('Current password'))).toBe(true);

    await page.getByLabel('Current password').fill(PASSWORD);
    window.traffic.forget();
    await save.dblclick();
    await regionOf(window, 'Password').getByText('Your password was changed.').waitFor();
    expect(window.traffic.sent.filter((line) => line.includes('change-password'))).toHaveLength(1);
    expect(await hasFocus(button(window, 'Password', 'Change password'))).toBe(true);
    expect((await pages.app.client().get('/api/auth/me/', other.bearer)).status).toBe(401);
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Security');
    await window.close();
  });

  it('sends a link to the new address, and says where to look', async () => {
    const { person, window } = await atSecurity();
    const { email } = someone();
    await button(window, 'Email address', 'Change address').click();
    await window.page.getByLabel('New email address').fill(person.email);
    await button(window, 'Email address', 'Send link').click();
    await regionOf(window, 'Email address').getByText('This is the address of your account already.').waitFor();
    await window.page.getByLabel('New email address').fill(email);
    await button(window, 'Email address', 'Send link').click();
    await regionOf(window, 'Email address').getByRole('status').getByText(email).waitFor();
    const link = await linkOf(pages.app, email);
    expect((await pages.app.client().post('/api/auth/change-email-confirm/', link)).status).toBe(200);
    await window.close();
  });

  it('adds a phone, with what SMS is worth, and removes it', async () => {
    const { window } = await atSecurity();
    const phone = aNumber();
    await button(window, 'Phone', 'Add phone').click();
    await regionOf(window, 'Phone').getByText('SMS is the weakest way to sign in').waitFor();
    await window.page.getByLabel('Phone number').fill('0151 1234567');
    await button(window, 'Phone', 'Send code').click();
    await regionOf(window, 'Phone').getByText('country code').first().waitFor();
    await window.page.getByLabel('Phone number').fill(phone);
    await button(window, 'Phone', 'Send code').click();
    const sms = await eventually(
      () => pages.app.get(DevInbox).list(phone),
      (sent) => sent.length > 0,
    );
    await regionOf(window, 'Phone').getByLabel('Code').fill(sms[0]!.code!);
    await button(window, 'Phone', 'Confirm number').click();
    await regionOf(window, 'Phone').getByText(`${phone} is yours now.`).waitFor();
    await window.page.reload({ waitUntil: 'networkidle' });
    await button(window, 'Phone', 'Change number').waitFor();
    await button(window, 'Phone', 'Remove').click();
    const dialog = window.page.getByRole('dialog', { name: `Remove ${phone}?` });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await button(window, 'Phone', 'Remove').click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await regionOf(window, 'Phone').getByText('The number was removed.').waitFor();
    await regionOf(window, 'Phone').getByText('No number yet.').waitFor();
    expect(await hasFocus(heading(window, 'Phone'))).toBe(true);
    await button(window, 'Phone', 'Add phone').waitFor();
    await window.close();
  });

  it('says in English what the API says of SMS', async () => {
    const person = await aUser(pages.app);
    const { bearer } = await signInBearer(pages.app, person);
    const { body } = await pages.app.client().post('/api/auth/phone/', { phone: aNumber() }, bearer);
    const words = JSON.parse(readFileSync('libs/branding/src/languages/en.json', 'utf8')) as {
      pages: { security: { phone: { notice: string } } };
    };
    expect(words.pages.security.phone.notice).toBe(body.notice);
  });

  it('signs out another browser, which sees it at once', async () => {
    const { person, window } = await atSecurity();
    const { window: other } = await atSecurity(person);
    await window.page.reload({ waitUntil: 'networkidle' });
    const rows = regionOf(window, 'Sessions and devices').getByRole('list').first().getByRole('listitem');
    expect(await rows.count()).toBe(2);
    await expect(rows.first().textContent()).resolves.toContain('This one');
    await button(window, 'Sessions and devices', 'Sign out').click();
    await regionOf(window, 'Sessions and devices').getByText('was signed out.').waitFor();
    await eventually(
      () => rows.count(),
      (count) => count === 1,
    );
    expect(await hasFocus(heading(window, 'Sessions and devices'))).toBe(true); // what had it is gone

    await button(other, 'Activity', 'Show more')
      .or(button(other, 'Your data', 'Export'))
      .last()
      .click();
    await other.page.waitForURL(`${pages.base}/login?next=%2Fsecurity`);
    await other.page.getByText('You signed this device out from another one.').waitFor();
    await Promise.all([window.close(), other.close()]);
  });

  it('signs out everywhere else, and forgets a device', async () => {
    const { person, window } = await atSecurity();
    const bearer = await signInBearer(pages.app, person);
    await window.page.reload({ waitUntil: 'networkidle' });
    await button(window, 'Sessions and devices', 'Sign out everywhere else').click();
    await regionOf(window, 'Sessions and devices').getByText('You are signed out everywhere else.').waitFor();
    expect((await pages.app.client().get('/api/auth/me/', bearer.bearer)).body.reason).toBe('user_revoked');

    const devices = regionOf(window, 'Sessions and devices').getByRole('list').nth(1).getByRole('listitem');
    const [count, foreign] = [await devices.count(), devices.filter({ hasNotText: 'This one' })];
    await foreign.first().getByRole('button', { name: 'Forget' }).click();
    await regionOf(window, 'Sessions and devices').getByText('was forgotten.').waitFor();
    await eventually(
      () => devices.count(),
      (left) => left === count - 1,
    );
    expect(await hasFocus(devices.first().getByRole('button', { name: 'Forget' }))).toBe(true); // the line beside the one that is gone
    await window.close();
  });

  it('tells what happened, in words, and more of it', async () => {
    const person = await aUser(pages.app);
    await pages.app.client().post('/api/auth/login/', { ...person, password: 'a wrong guess' });
    for (let count = 0; count < 25; count += 1) await signInBearer(pages.app, person);
    const { bearer } = await signInBearer(pages.app, person);
    await pages.app.client().post('/api/auth/change-email/', { new_email: person.email }, bearer);
    const { window } = await atSecurity(person);
    const rows = regionOf(window, 'Activity').getByRole('listitem');
    await regionOf(window, 'Activity').getByText('Signed in', { exact: true }).first().waitFor();
    expect(await rows.count()).toBe(19); // of a page of 20, one of which is a form filled in wrongly
    await button(window, 'Activity', 'Show more').click();
    await regionOf(window, 'Activity').getByRole('status').getByText('more entries are shown').waitFor();
    expect(await rows.count()).toBeGreaterThan(25);
    const refused = rows.filter({ hasText: 'Sign-in with a password was refused' });
    await expect(refused.textContent()).resolves.toContain('wrong password');
    await window.close();
  });

  it('saves everything that is stored as a file', async () => {
    const { person, window } = await atSecurity();
    const download = window.page.waitForEvent('download');
    await button(window, 'Your data', 'Export').click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^castellan-\d{4}-\d\d-\d\d\.json$/);
    const stored = JSON.parse(readFileSync(await file.path(), 'utf8')) as { users: readonly { email: string }[] };
    expect(stored.users[0]!.email).toBe(person.email);
    await regionOf(window, 'Your data').getByText('Your data was saved as').waitFor();
    await window.close();
  });

  it('closes the account after it has said what happens and when; nothing private is left behind', async () => {
    const { person, window } = await atSecurity();
    await button(window, 'Your data', 'Close account').click();
    const dialog = window.page.getByRole('dialog', { name: 'Close your account?' });
    await dialog.getByText('After 7 days').waitFor();
    await dialog.getByRole('button', { name: 'Keep account' }).click();
    await dialog.waitFor({ state: 'detached' });
    await button(window, 'Your data', 'Close account').click();
    await dialog.getByRole('button', { name: 'Close account' }).click();
    await window.page.getByText('Your account is closed.').waitFor();
    await window.page.goBack();
    await window.page.waitForLoadState('networkidle');
    expect(await window.page.content()).not.toContain(person.email);
    await window.close();

    const { window: again } = await atSecurity(person); // a sign-in keeps it
    expect(await again.page.getByRole('heading', { level: 1 }).textContent()).toBe('Security');
    await again.close();
  });

  it('shows what a region cannot load in that region, and loads it when asked again', async () => {
    const { window } = await signedInWindow(pages);
    await window.page.route('**/api/auth/sessions', (route) => route.abort());
    await window.go('/security');
    const notice = regionOf(window, 'Sessions and devices').getByRole('alert');
    await notice.waitFor();
    await regionOf(window, 'Activity').getByText('Signed in', { exact: true }).first().waitFor();
    await window.page.unroute('**/api/auth/sessions');
    await notice.getByRole('button', { name: 'Try again' }).click();
    await regionOf(window, 'Sessions and devices').getByText('This one').first().waitFor();
    await window.close();
  });

  it('keeps what was typed while there is no network', async () => {
    const { window } = await atSecurity();
    await button(window, 'Email address', 'Change address').click();
    await window.page.getByLabel('New email address').fill('new@example.com');
    await window.page.context().setOffline(true);
    await button(window, 'Email address', 'Send link').click();
    await regionOf(window, 'Email address').getByText('The service cannot be reached').waitFor();
    expect(await window.page.getByLabel('New email address').inputValue()).toBe('new@example.com');
    await window.page.context().setOffline(false);
    await window.close();
  });
});
