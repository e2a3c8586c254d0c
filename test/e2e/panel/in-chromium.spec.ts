import { readFileSync } from 'node:fs';
import { Permissions } from '@castellan/permissions';
import { UserDirectory } from '@castellan/accounts';
import type { Browser } from 'playwright-core';
import { violationsOn } from '../../support/browser/axe.js';
import { describeInChromium, startChromium } from '../../support/browser/chromium.js';
import { BrowserWindow } from '../../support/browser/window.js';
import { freePort } from '../../support/service/free-port.js';
import { OPERATOR } from '../../support/people/operators.js';
import { TestPanel } from '../../support/panel/browser.js';
import type { SignedInOperator } from '../../support/panel/browser.js';
import { PathProxy } from '../../support/http/proxy.js';
import { lockOut } from '../../support/panel/lock-outs.js';
import { idOf } from '../../support/panel/users.js';
import { aUser, someone } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

describeInChromium.each([
  { width: 1280, path: '' },
  { width: 390, path: '/castellan' },
])('the panel in Chromium, $width pixels wide, at "$path/"', ({ width, path }) => {
  const customer = { ...someone(), email: 'grace.hopper@example.com', first_name: 'Grace', last_name: 'Hopper' };
  let app: TestApp;
  let panel: TestPanel;
  let proxy: PathProxy;
  let chromium: Browser;
  let root: SignedInOperator;
  let helper: SignedInOperator;
  let window: BrowserWindow;
  let customerId: string;

  beforeAll(async () => {
    chromium = await startChromium();
    const port = await freePort();
    app = await TestApp.start({ ADMIN_URL: `http://127.0.0.1:${port}${path}` });
    panel = await TestPanel.start(app);
    proxy = await PathProxy.start(panel.base, { path, strips: false, port });
    root = await panel.anOperator({ superuser: true });
    helper = await panel.anOperator();
    await app.get(Permissions).grantToUser(helper.id, ['users.view'], OPERATOR);
    for (let n = 0; n < 3; n += 1) await aUser(app);
    await aUser(app, customer);
    customerId = await idOf(app, customer.email);
    window = await BrowserWindow.open(chromium, proxy.base, { width });
  }, 240_000);
  afterAll(async () => {
    await chromium.close();
    await proxy.close();
    await panel.close();
    await app.close();
  });
  afterEach(async () => {
    expect(window.faults.splice(0)).toEqual([]);
    expect(await window.sideways()).toBe(0);
  });

  async function signIn({ page }: BrowserWindow, { email, password, phone }: SignedInOperator): Promise<void> {
    await page.getByLabel('Email address or username').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${proxy.base}/sign-in/code`);
    await page.getByLabel('Code').fill(await phone.nextCode());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${proxy.base}/`);
  }
  /** By the menu, as people go; a narrow window has it behind a button. All of its groups are open. */
  async function followMenu(name: string): Promise<void> {
    const { page } = window;
    if (width < 1024) await page.locator('[data-css=topbar] svg').first().click();
    await page.locator('[data-css=sidebar]').getByText(name, { exact: true }).click();
    await page.getByRole('heading', { name }).waitFor();
  }

  it('lets an operator in by password and code', async () => {
    await window.go('/resources/users');
    expect(window.page.url()).toBe(`${proxy.base}/sign-in`);
    await window.show('sign-in');

    await signIn(window, root);

    await window.page.locator('.panel-home h1').waitFor();
    await window.show('home');
  });

  it('finds a user by a part of the address', async () => {
    const { page } = window;
    await followMenu('Users');
    await window.show('list');
    await page.getByText('Filter', { exact: true }).click();
    await page.locator('input[name=filter-email]').fill('*HOPPER@');
    await page.getByRole('button', { name: /apply/i }).click();
    await page.waitForURL(/filters\.email=/);
    await page.locator('.adminjs_Drawer button').first().click(); // a narrow one lies over the whole list

    await expectRows([customer.email]);
  });

  it('says that nothing fits a search, and leads back to everybody', async () => {
    const { page } = window;
    const search = page.getByRole('searchbox');
    await window.go('/resources/users');
    await search.fill('nobody at all');
    await search.press('Enter');
    await page.getByText('Nothing fits “nobody at all”.').waitFor();
    await search.fill('hopper@');
    await search.press('Enter');
    await page.getByRole('button', { name: 'Look for it anywhere' }).click();
    await expectRows([customer.email]);
    await search.fill('*nobody at all');
    await search.press('Enter');
    await page.getByText('Nothing fits “*nobody at all”.').waitFor();
    await window.show('nothing-found');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.locator('tbody tr').nth(3).waitFor();
    expect(await search.inputValue()).toBe('');

    await window.go(`/resources/users?filters.email=${customer.email}`);
    await expectRows([customer.email]);
  });

  it('changes a name in the form', async () => {
    const { page } = window;
    await page.locator('tbody td[data-property-name=email]').click();
    await page.waitForURL(`${proxy.base}/resources/users/records/${customerId}/show`);
    await window.show('show');
    await page.getByText('Edit', { exact: true }).click();
    await page.locator('input[name=first_name]').fill('Amazing Grace');
    await window.show('edit');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Amazing Grace').first().waitFor();

    expect(await app.get(UserDirectory).findByName({ email: customer.email })).toMatchObject({ firstName: 'Amazing Grace' });
  });

  it('disables the user, after asking', async () => {
    const { page } = window;
    await window.go(`/resources/users/records/${customerId}/show`);
    await page.getByText('More', { exact: true }).click();
    await page.getByText('Disable', { exact: true }).click();
    await page.getByLabel('Reason').fill('They asked for it.');
    await window.show('action');
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.waitForURL(`${proxy.base}/resources/users/records/${customerId}/show?refresh=true`);
    await page.getByRole('heading', { name: customer.email }).waitFor();
    await window.show('disabled');
    await page.getByText('Copy', { exact: true }).click();
    await page.getByRole('status').getByText('Copied').waitFor();

    expect(await app.get(UserDirectory).findByName({ email: customer.email })).toMatchObject({ isActive: false });
  });

  it('shows both in the audit log', async () => {
    const { page } = window;
    await window.go('/');
    await followMenu('Audit log');
    await window.show('audit');
    await page.locator('tbody tr').first().waitFor();

    const [newest, before] = await page.locator('tbody tr').allInnerTexts();
    expect(newest).toMatch(/user.changed/i);
    expect(newest).toContain('is_active');
    expect(before).toContain('first_name');
  });

  it('says beside the form what is refused, and stays there; after an act the name of whom it was has the focus', async () => {
    const { page } = window;
    await window.go(`/resources/users/records/${customerId}/unlock`);
    await page.getByLabel('Reason').fill('They asked for it.');
    await page.getByRole('button', { name: 'Unlock' }).click();
    const refusal = page.getByRole('alert').filter({ hasText: 'Nothing is refused to this user.' });
    await refusal.waitFor();
    expect(await focused()).toBe('Nothing is refused to this user.');
    await window.show('refused-act');
    window.faults.splice(0); // the console tells of every 400

    await lockOut(app, customerId);
    await window.go(`/resources/users/records/${customerId}/show`);
    await page.getByRole('link', { name: 'Unlock' }).click();
    await page.getByLabel('Reason').fill('They asked for it.');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('heading', { name: customer.email }).waitFor();
    expect(await focused()).toBe(customer.email);
    expect(await page.getByText('Export as CSV').count()).toBe(0); // of the whole list, that is
    expect((await violationsOn(page)).filter((one) => /^(color-contrast|target-size) /.test(one))).toEqual([]);
  });

  it('has room for what is done to several', async () => {
    const { page } = window;
    await window.go('/resources/users?filters.search=grace');
    await page.locator('tbody tr label, tbody tr a').first().click({ force: true });
    const bar = page.locator('[data-css=users-list-table-wrapper] caption');
    await bar.waitFor();
    const [inside, outside] = await Promise.all([bar.boundingBox(), page.locator('[data-css=users-list-table-wrapper]').boundingBox()]);
    expect(inside!.y).toBeGreaterThanOrEqual(outside!.y);
  });

  it('exports the login log as a file', async () => {
    const { page } = window;
    await followMenu('Login log');
    await window.show('login-log');
    expect(await page.locator('thead td:visible').count()).toBe(await page.locator('tbody tr:first-child td:visible').count());
    await page.getByText('Export as CSV').click();
    await window.show('export');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Download', { exact: true }).click()]);

    expect(download.suggestedFilename()).toBe('auth_events.csv');
    const [head, ...rows] = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(head).toMatch(/^[a-z_]+(,[a-z_]+)+$/);
    expect(rows.some((row) => row.includes(',panel_login,success,'))).toBe(true);
    await page.getByText('Back to the list').click();
  });

  it('offers nothing to whoever may only look, and refuses the address too', async () => {
    const other = await BrowserWindow.open(chromium, proxy.base, { width });
    const { page } = other;
    await other.go('/');
    await signIn(other, helper);
    await other.go(`/resources/users/records/${customerId}/show`);
    await page.getByText(customer.email).first().waitFor();
    await other.show('may-only-look');
    expect(await page.getByText(/^(Edit|More|Disable|Enable)$/).count()).toBe(0);
    expect(other.faults).toEqual([]);

    const answer = await page.goto(`${proxy.base}/resources/users/records/${customerId}/enable`);
    await other.show('refused');

    expect(answer?.status()).toBe(403);
    await page.getByText('Not allowed').first().waitFor();
    await other.close();
  });

  it('lets the operator out', async () => {
    const { page } = window;
    await page.locator('[data-css=logged-in]').click();
    await page.getByText('Sign out').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${proxy.base}/sign-in`);
    await window.go('/resources/users');
    expect(page.url()).toBe(`${proxy.base}/sign-in`);
  });

  const focused = () => window.page.evaluate<string>('document.activeElement.innerText.trim()');
  async function expectRows(addresses: readonly string[]): Promise<void> {
    const cells = window.page.locator('tbody td[data-property-name=email]');
    await cells.nth(addresses.length).waitFor({ state: 'detached' });
    expect(await cells.allInnerTexts()).toEqual(addresses);
  }
});
