import { Identities } from '@castellan/federation';
import type { Browser } from 'playwright-core';
import { describeInChromium, startChromium } from '../../support/browser/chromium.js';
import { BrowserWindow } from '../../support/browser/window.js';
import { connect } from '../../support/federation/persons.js';
import { TestPanel } from '../../support/panel/browser.js';
import { aCustomer } from '../../support/panel/users.js';
import { TestApp } from '../../support/app/test-app.js';

const HOSTILE = '"<img src=x onerror=alert(1)>"@x.example';
const PROVIDERS = {
  PROVIDERS: 'acme,other',
  PROVIDER_ACME_ISSUER: 'http://127.0.0.1:1',
  PROVIDER_ACME_CLIENT_ID: 'castellan',
  PROVIDER_ACME_CLIENT_SECRET: 'a-secret-of-the-tests',
  PROVIDER_ACME_NAME: 'Acme Corporation',
  PROVIDER_OTHER_ISSUER: 'http://127.0.0.1:2',
  PROVIDER_OTHER_CLIENT_ID: 'castellan',
  PROVIDER_OTHER_CLIENT_SECRET: 'a-secret-of-the-tests',
};

describeInChromium.each([1280, 390])('accounts at providers at the panel, in Chromium, %d pixels wide', (width) => {
  let app: TestApp;
  let panel: TestPanel;
  let chromium: Browser;
  beforeAll(async () => {
    chromium = await startChromium();
    app = await TestApp.start(PROVIDERS);
    panel = await TestPanel.start(app);
  }, 240_000);
  afterAll(async () => {
    await chromium.close();
    await panel.close();
    await app.close();
  });

  async function aWindow(): Promise<BrowserWindow> {
    const { browser } = await panel.anOperator({ superuser: true });
    await browser.get('/'); // AdminJS takes its time to load
    const window = await BrowserWindow.open(chromium, panel.base, { width });
    await window.page.context().addCookies([...browser.jar].map(([name, value]) => ({ name, value, url: panel.base })));
    return window;
  }

  it('are counted on the first page, by provider', async () => {
    await connect(app, await aCustomer(app), { email: HOSTILE });
    const window = await aWindow();
    await window.go('/');
    await window.page.getByRole('heading', { name: 'Connected accounts' }).waitFor();
    const bars = window.page.locator('.figures-panel', { hasText: 'Connected accounts' });
    expect(await bars.locator('bdi').allInnerTexts()).toEqual(['Acme Corporation', 'acme', 'other', 'other']);
    expect(await bars.locator('.source-count').allInnerTexts()).toEqual(['1', '0']);
    await window.show(`dashboard-providers-${String(width)}`);
    expect([window.faults, await window.sideways()]).toEqual([[], 0]);
    await window.close();
  });

  it('are listed on the page of a user, and disconnected there after asking', async () => {
    const id = await aCustomer(app);
    await connect(app, id, { email: HOSTILE });
    const window = await aWindow();
    const { page } = window;
    await window.go(`/resources/users/records/${id}/show`);
    await page.getByRole('heading', { name: 'Connected accounts' }).waitFor();
    await page.getByText('Acme Corporation').waitFor();
    await page.getByText(HOSTILE).waitFor();
    await window.show(`user-with-identity-${String(width)}`);
    await page.getByRole('link', { name: 'Disconnect accounts' }).click();
    await page.getByLabel(/, connected \d{4}-/).check();
    await page.getByLabel('Reason').fill('They asked for it.');
    await window.show(`remove-identities-${String(width)}`);
    await page.getByRole('button', { name: 'Disconnect accounts' }).click();
    await page.getByText('The accounts are disconnected.').waitFor();
    expect(await app.get(Identities).count(id)).toBe(0);
    expect(window.faults).toEqual([]);
    await window.close();
  });
});
