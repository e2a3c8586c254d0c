import type { Browser } from 'playwright-core';
import { violationsOn } from '../../support/browser/axe.js';
import { describeInChromium, startChromium } from '../../support/browser/chromium.js';
import { BrowserWindow } from '../../support/browser/window.js';
import { TestPanel } from '../../support/panel/browser.js';
import { aDelivery, RARE, somewhere } from '../../support/panel/webhooks.js';
import { TestApp } from '../../support/app/test-app.js';

describeInChromium.each([1280, 390])('webhooks at the panel, in Chromium, %d pixels wide', (width) => {
  const url = somewhere();
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

  it('are added in a form, and their secret is shown', async () => {
    const { page } = window;
    await window.go('/resources/webhooks/actions/make');
    await page.getByLabel('Address, https').fill(url);
    await page.getByLabel('Description').fill('CRM');
    await page.getByLabel(RARE, { exact: true }).check();
    await window.show(`webhook-form-${String(width)}`);
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    await page.getByRole('heading', { name: 'Copy it now' }).waitFor();
    expect(await page.locator('.panel-secret code').innerText()).toMatch(/^whsec_/);
    await window.show(`webhook-secret-${String(width)}`);
    expect((await violationsOn(page)).filter((one) => /^(color-contrast|target-size|label) /.test(one))).toEqual([]);
    await page.getByText('It is copied').click();
    await page.locator('tbody').getByText(url).waitFor();
    await window.show(`webhooks-${String(width)}`);
  });

  it('are changed in a form that has what they are', async () => {
    const { page } = window;
    await window.go(`/resources/webhooks/records/${await theirId()}/change`);
    await page.getByLabel('Description').and(page.locator('[value=CRM]')).fill('The CRM');
    expect(await page.getByLabel(RARE, { exact: true }).isChecked()).toBe(true);
    await page.getByLabel('email_changed', { exact: true }).check();
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByText('The CRM').waitFor();
    expect(await app.sql('SELECT url, description, events FROM webhook_endpoints')).toEqual([
      { url, description: 'The CRM', events: ['email_changed', RARE] },
    ]);
  });

  it('show how they do, and lead to the log', async () => {
    const { page } = window;
    const id = await theirId();
    await aDelivery(app, id);
    await aDelivery(app, id, { state: 'delivered', status: 204, error: null });
    await app.sql("UPDATE webhook_endpoints SET failing_since = now() - interval '2 hours'");
    await window.go(`/resources/webhooks/records/${id}/show`);
    await page.getByText('Nothing but failures since').waitFor();
    await window.show(`webhook-${String(width)}`);
    await page.getByRole('link', { name: 'All of them' }).click();
    await page.locator('tbody tr').nth(1).waitFor();
    await page.getByText('It answered 503.').waitFor();
    await window.show(`webhook-deliveries-${String(width)}`);
    await page.locator('tbody td[data-property-name=event]').first().click();
    await page.getByRole('heading', { name: RARE }).waitFor();
    await window.show(`webhook-delivery-${String(width)}`);
  });

  const theirId = async (): Promise<string> => (await app.sql<{ id: string }>('SELECT id FROM webhook_endpoints'))[0]!.id;
});
