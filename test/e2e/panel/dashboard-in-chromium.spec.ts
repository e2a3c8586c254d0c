import { PanelFigures } from '@castellan/panel';
import { UserCreation } from '@castellan/accounts';
import { Permissions } from '@castellan/permissions';
import type { Browser } from 'playwright-core';
import { describeInChromium, startChromium } from '../../support/browser/chromium.js';
import { BrowserWindow } from '../../support/browser/window.js';
import { Dashboard, KEPT_MS } from '../../support/panel/dashboard.js';
import { freePort } from '../../support/service/free-port.js';
import { OPERATOR } from '../../support/people/operators.js';
import { TestPanel } from '../../support/panel/browser.js';
import type { PanelBrowser } from '../../support/panel/browser.js';
import { PathProxy } from '../../support/http/proxy.js';
import { aUser, someone } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

const HOSTILE = 'https://x.example/?utm_source=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E';

describeInChromium.each([
  { width: 1280, path: '' },
  { width: 390, path: '/castellan' },
])('the dashboard in Chromium, $width pixels wide, at "$path/"', ({ width, path }) => {
  let app: TestApp;
  let panel: TestPanel;
  let proxy: PathProxy;
  let chromium: Browser;

  beforeAll(async () => {
    chromium = await startChromium();
    const port = await freePort();
    app = await TestApp.start({ ADMIN_URL: `http://127.0.0.1:${port}${path}` });
    panel = await TestPanel.start(app);
    proxy = await PathProxy.start(panel.base, { path, strips: false, port });
  }, 240_000);
  afterAll(async () => {
    await chromium.close();
    await proxy.close();
    await panel.close();
    await app.close();
  });

  async function windowOf({ jar }: PanelBrowser): Promise<BrowserWindow> {
    const window = await BrowserWindow.open(chromium, proxy.base, { width });
    await window.page.context().addCookies([...jar].map(([name, value]) => ({ name, value, url: proxy.base })));
    return window;
  }
  const tile = ({ page }: BrowserWindow, label: string) =>
    page.locator('.figures-tiles > div', { has: page.locator('dt', { hasText: label }) }).locator('.figures-value');

  const isCounted = ({ page }: BrowserWindow) => page.locator('.panel-figures[aria-busy=false] .day-chart svg').first().waitFor();

  it('draws what happened, shows names as text, and counts again when it is told to', async () => {
    const operator = await panel.anOperator({ superuser: true });
    const { email } = await aUser(app);
    await app.client().post('/api/auth/login/', { email, password: 'a wrong one' });
    await app.get(UserCreation).registerUser(someone().email, HOSTILE);
    const window = await windowOf(operator.browser);
    await window.go('/');
    await isCounted(window);

    expect(await window.page.locator('.day-chart svg').count()).toBe(2);
    expect(await window.page.locator('.panel-figures').innerText()).toMatch(/As of \d\d:\d\d:\d\d UTC/);
    expect(await window.page.locator('.source-bars').innerText()).toContain('<img Src=x Onerror=alert(1)>');
    expect(await window.page.locator('.source-bars img').count()).toBe(0);
    expect(await tile(window, 'Users').innerText()).toBe('3');
    expect(await window.page.locator('.figures-tiles').innerText()).toContain('1 failed');

    await window.page.getByText('Numbers by day').first().click();
    expect(await window.page.locator('.day-chart tbody tr').first().innerText()).toMatch(`${new Dashboard(app).date()}\t3`);
    await window.show('dashboard');

    await app.advance(KEPT_MS);
    await aUser(app);
    await window.page.getByRole('button', { name: 'Refresh' }).click();
    await tile(window, 'Users').getByText('4').waitFor();
    expect([window.faults, await window.sideways()]).toEqual([[], 0]);

    await window.page.locator('.figures-tiles').getByRole('link', { name: 'Users' }).click();
    await window.page.waitForURL(`${proxy.base}/resources/users`);
    await window.close();
  });

  it('shows an operator the parts they may look at, and says which could not be counted', async () => {
    const { id, browser } = await panel.anOperator();
    await app.get(Permissions).grantToUser(id, ['users.view', 'jobs.view'], OPERATOR);
    const figures = app.get(PanelFigures);
    const count = figures.of.bind(figures);
    const failing = jest.spyOn(figures, 'of').mockImplementation((operator, part) => {
      return part === 'queues' ? Promise.reject(new Error('the database is away')) : count(operator, part);
    });
    const window = await windowOf(browser);
    await window.go('/');
    await isCounted(window);

    const titles = await window.page.locator('.figures-panel h2').allInnerTexts();
    expect(titles).toEqual(['Sign-ups per day', 'Queues']);
    expect(await window.page.locator('.figures-panel').last().innerText()).toContain('could not be counted');
    expect(await window.page.locator('.day-chart svg').count()).toBe(1);
    failing.mockRestore();
    await window.close();
  });
});
