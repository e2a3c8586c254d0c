import type { Browser } from 'playwright-core';
import { PathProxy } from '../../support/http/proxy.js';
import { describeInChromium, startChromium } from '../../support/browser/chromium.js';
import { BrowserWindow } from '../../support/browser/window.js';
import { someone } from '../../support/people/people.js';
import { freePort } from '../../support/service/free-port.js';
import { TestApp } from '../../support/app/test-app.js';

const PATH = '/auth';

describeInChromium('pages and documents below a path, in Chromium', () => {
  const person = someone();
  let app: TestApp;
  let proxy: PathProxy;
  let chromium: Browser;
  let window: BrowserWindow;

  beforeAll(async () => {
    chromium = await startChromium();
    const port = await freePort();
    app = await TestApp.start({ PUBLIC_URL: `http://127.0.0.1:${port}${PATH}` });
    proxy = await PathProxy.start(app.base, { path: PATH, strips: true, port, host: 'localhost' });
    window = await BrowserWindow.open(chromium, proxy.base, { width: 1024 });
  }, 120_000);
  afterAll(async () => {
    await chromium.close();
    await proxy.close();
    await app.close();
  });
  afterEach(() => expect(window.faults.splice(0)).toEqual([]));

  it('confirms an address by the mailed link', async () => {
    await app.client().post('/api/auth/signup/', person);
    const { links } = await app.mailTo(person.email);
    await window.page.goto(links.find((link) => link.includes('token='))!);
    expect(new URL(window.page.url()).pathname).toBe(`${PATH}/verify-account`);
    await window.page.getByRole('button', { name: 'Confirm address' }).click();

    await window.page.getByRole('heading', { name: 'Address confirmed' }).waitFor();
    await window.show('below-a-path-confirmed');
  });

  it('leads from the front page to the documents, which ask the service where it is', async () => {
    const { page } = window;
    await window.go('');
    await page.getByText('API documentation').click();
    await page.locator('#operations-service-liveness').click();
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByRole('button', { name: 'Execute' }).click();

    await page.locator('.request-url').getByText(`${proxy.base}/healthz`).waitFor();
    await page.locator('.live-responses-table').getByText('200').first().waitFor();
    await window.show('below-a-path-docs');
  });

  it('shows and empties the inbox', async () => {
    const { page } = window;
    await window.go('/dev/inbox');
    await page.locator('article').getByText(person.email).first().waitFor();
    await window.show('below-a-path-inbox');
    await page.getByRole('button', { name: 'Empty the inbox' }).click();

    await page.getByText('Nothing has been delivered yet.').waitFor();
    expect(new URL(page.url()).pathname).toBe(`${PATH}/dev/inbox`);
  });
});
