import type { Browser } from 'playwright-core';
import { TestApp } from '../../support/app/test-app.js';
import { describeInChromium, startChromium } from '../../support/browser/chromium.js';
import { BrowserWindow } from '../../support/browser/window.js';
import { BrowserExample } from '../../support/client/browser-example.js';
import { aUser } from '../../support/people/people.js';
import { freePort } from '../../support/service/free-port.js';

/** The client of its page, which imports it by name. */
const IN_PAGE = `import('@castellan/client').then(({ createCastellan }) => import('/settings.js').then(({ CASTELLAN_URL }) =>
  createCastellan({ baseUrl: CASTELLAN_URL, transport: 'cookie' }).api`;

describeInChromium('a browser app on an origin of its own, in Chromium', () => {
  let app: TestApp;
  let chromium: Browser;
  let [allowed, stranger]: BrowserExample[] = [];

  beforeAll(async () => {
    const [own, front, other] = [await freePort(), await freePort(), await freePort()];
    const base = `http://127.0.0.1:${String(own)}`;
    chromium = await startChromium();
    app = await TestApp.start({ PORT: String(own), PUBLIC_URL: base, FRONTEND_ORIGINS: `http://127.0.0.1:${String(front)}` });
    [allowed, stranger] = [await BrowserExample.start(front, base), await BrowserExample.start(other, base)];
  }, 120_000);
  afterAll(async () => {
    await chromium.close();
    await Promise.all([allowed?.close(), stranger?.close()]);
    await app.close();
  });

  /** Signed in on that page, whose access has then expired: browsers drop the cookie. */
  async function signedIn(page: string) {
    const person = await aUser(app);
    const window = await BrowserWindow.open(chromium, allowed!.origin);
    await window.go(page);
    await window.page.getByLabel('Email address or username').fill(person.email);
    await window.page.getByLabel('Password').fill(person.password);
    await window.page.getByRole('button', { name: 'Sign in' }).click();
    await window.page.getByText(`Hello, ${person.email}`).waitFor();
    return { window, person, expire: () => window.page.context().clearCookies({ name: 'access_token' }) };
  }

  it.each(['/plain.html', '/client.html'])('signs in, goes on silently, and signs out: %s', async (page) => {
    const { window, person, expire } = await signedIn(page);
    const said = (text: string) => window.page.getByRole('status').getByText(text).waitFor();
    await window.show(`browser-example${page.replace('.html', '').replace('/', '-')}`);

    await expire();
    await window.page.getByRole('button', { name: 'Who am I?' }).click();
    await said(`You are ${person.email}`);
    await window.page.getByRole('button', { name: 'Sign out' }).click();
    await said('Signed out');
    await window.page.getByRole('button', { name: 'Who am I?' }).click();
    await said('Authentication credentials were not provided.');
  });

  it('refreshes once for two tabs with five calls each', async () => {
    const { window, expire } = await signedIn('/client.html');
    const other = await window.page.context().newPage();
    await other.goto(`${allowed!.origin}/client.html`);
    const refreshes: string[] = [];
    window.page.context().on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/refresh')) refreshes.push(request.url());
    });
    await expire();

    const five = `${IN_PAGE})).then((api) => Promise.all([1, 2, 3, 4, 5].map(() => api.GET('/api/auth/me').then(({ response }) => response.status))))`;
    const statuses = await Promise.all([window.page.evaluate(five), other.evaluate(five)]);

    expect(statuses).toEqual([Array(5).fill(200), Array(5).fill(200)]);
    expect(refreshes).toHaveLength(1);
  });

  it('sends a file again after the refresh it had to wait for', async () => {
    const { window, expire } = await signedIn('/client.html');
    await expire();

    const upload = `${IN_PAGE})).then(async (api) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 80, height: 80 });
      canvas.getContext('2d').fillRect(10, 10, 60, 60);
      const avatar = await new Promise((resolve) => canvas.toBlob(resolve));
      const { data, error } = await api.PUT('/api/profile/avatar', { body: { avatar } });
      return data?.avatar_url ?? error;
    })`;

    expect(await window.page.evaluate(upload)).toMatch(/\/avatars\/[\w-]+\.webp$/);
  });

  it.each(['/plain.html', '/client.html'])('is let in by no origin that is not named, and says which line would: %s', async (page) => {
    const window = await BrowserWindow.open(chromium, stranger!.origin);
    await window.go(page);
    await window.page.getByLabel('Email address or username').fill('ada@example.com');
    await window.page.getByLabel('Password').fill('violet kettle on the moor');
    await window.page.getByRole('button', { name: 'Sign in' }).click();

    await window.page.getByText(`with FRONTEND_ORIGINS=${stranger!.origin}?`).waitFor();
  });
});
