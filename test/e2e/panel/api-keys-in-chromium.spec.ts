import type { Browser } from 'playwright-core';
import { asBearer, ITS_PERMISSION, OPENED } from '../../support/api-keys/keys.js';
import { violationsOn } from '../../support/browser/axe.js';
import { describeInChromium, startChromium } from '../../support/browser/chromium.js';
import { BrowserWindow } from '../../support/browser/window.js';
import { TestPanel } from '../../support/panel/browser.js';
import { TestApp } from '../../support/app/test-app.js';

describeInChromium.each([1280, 390])('API keys at the panel, in Chromium, %d pixels wide', (width) => {
  let app: TestApp;
  let panel: TestPanel;
  let chromium: Browser;
  let window: BrowserWindow;
  beforeAll(async () => {
    chromium = await startChromium();
    app = await TestApp.start();
    panel = await TestPanel.start(app);
    const { browser } = await panel.anOperator({ superuser: true });
    await browser.get('/'); // AdminJS takes its time to load
    window = await BrowserWindow.open(chromium, panel.base, { width });
    await window.page.context().addCookies([...browser.jar].map(([name, value]) => ({ name, value, url: panel.base })));
  }, 240_000);
  afterAll(async () => {
    await chromium.close();
    await panel.close();
    await app.close();
  });
  afterEach(async () => {
    expect([window.faults.splice(0), await window.sideways()]).toEqual([[], 0]);
  });

  it('are made in a form, and their secret is there until the page is left', async () => {
    const { page } = window;
    await window.go('/resources/api_keys');
    await page.getByText('Make a key', { exact: true }).first().click();
    await page.getByLabel('Name, such as').fill('Nightly <b>export</b>');
    await page.getByLabel(ITS_PERMISSION, { exact: true }).check();
    await window.show(`api-key-form-${String(width)}`);
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByRole('heading', { name: 'Copy it now' }).waitFor();
    const secret = await page.locator('.panel-secret code').innerText();
    await page.getByRole('button', { name: 'Copy the secret' }).click();
    await page.getByRole('status').getByText('Copied').waitFor();
    await window.show(`api-key-secret-${String(width)}`);
    expect((await violationsOn(page)).filter((one) => /^(color-contrast|target-size|label) /.test(one))).toEqual([]);
    expect((await app.client().get(OPENED, asBearer(secret))).status).toBe(200);
    expect(page.url()).not.toContain('ck_');

    await page.getByText('It is copied').click();
    await page.getByText('Nightly <b>export</b>').first().waitFor();
    await window.show(`api-keys-${String(width)}`);
    expect(await page.content()).not.toContain(secret);
    await page.goBack();
    await page.getByRole('button', { name: 'Make a key' }).waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  it('are revoked there after asking why', async () => {
    const { page } = window;
    await window.go('/resources/api_keys');
    await page.locator('tbody td[data-property-name=name]').first().click();
    await page.getByRole('heading', { name: 'Nightly <b>export</b>' }).waitFor();
    await window.show(`api-key-${String(width)}`);
    await page.getByText('Revoke', { exact: true }).click();
    await page.getByLabel('Reason').fill('It leaked.');
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('heading', { name: 'Nightly <b>export</b>' }).waitFor();
    expect(await page.getByText('Revoke', { exact: true }).count()).toBe(0);
    expect(await app.sql('SELECT revoked_at IS NOT NULL AS revoked FROM api_keys')).toEqual([{ revoked: true }]);
  });
});
