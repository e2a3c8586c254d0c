import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import { hasFocus, regionOf, signedInWindow } from '../../support/browser/signed-in.js';
import type { BrowserWindow } from '../../support/browser/window.js';
import { plain } from '../../support/people/avatars.js';

const HOSTILE = '<img src=x onerror=alert(1)>';

describeInChromium('/profile, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start();
  }, 120_000);
  afterAll(() => pages.close());

  async function atProfile(path = '/profile') {
    const signedIn = await signedInWindow(pages);
    await signedIn.window.go(path);
    await signedIn.window.page.getByLabel('First name').waitFor();
    return signedIn;
  }
  const save = ({ page }: BrowserWindow) => page.getByRole('button', { name: 'Save', exact: true }).click();
  const saved = ({ page }: BrowserWindow) => page.getByText('Your profile was saved.').waitFor();

  it.each(['/profile', '/profiles'])('shows and saves every field at %s', async (path) => {
    const { window } = await atProfile(path);
    const { page } = window;
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Profile');
    const typed = {
      'First name': 'Ada',
      'Last name': 'Lovelace',
      Bio: 'Writes programs.\nFor machines.',
      Location: 'London',
      'Date of birth': '1985-12-10',
      'Time zone': 'Europe/London',
    };
    for (const [label, text] of Object.entries(typed)) await page.getByLabel(label, { exact: true }).fill(text);
    await page.getByLabel('Language').selectOption({ value: 'en' });
    await save(window);
    await saved(window);
    await page.reload({ waitUntil: 'networkidle' });
    for (const [label, text] of Object.entries(typed)) expect(await page.getByLabel(label, { exact: true }).inputValue()).toBe(text);
    expect(window.faults).toEqual([]);
    await window.close();
  });

  it('shows what is wrong beside its field, which gets the focus', async () => {
    const { window } = await atProfile();
    await window.page.getByLabel('Time zone').fill('Middle/Earth');
    await save(window);
    const input = window.page.getByLabel('Time zone');
    await window.page.locator('#timezone-errors p').waitFor();
    expect([await input.getAttribute('aria-invalid'), await hasFocus(input)]).toEqual(['true', true]);
    expect(await window.page.getByRole('alert').count()).toBe(0);
    await window.close();
  });

  it('speaks the language that was saved', async () => {
    const { window } = await atProfile('/profile?lang=en');
    await window.page.getByLabel('Language').selectOption({ value: 'de' });
    await save(window);
    await window.page.getByRole('heading', { level: 1, name: 'Profil', exact: true }).waitFor();
    expect(await window.page.locator('html').getAttribute('lang')).toBe('de');
    await window.page.getByRole('status').getByText('gespeichert').waitFor();
    await window.go('/security');
    expect(await window.page.getByRole('heading', { level: 1 }).textContent()).toBe('Sicherheit');
    await window.close();
  });

  it('tells what is not saved, and asks before it is left by a link or by going back', async () => {
    const { window } = await signedInWindow(pages);
    const { page } = window;
    await window.go('/security');
    await page.getByRole('navigation').getByRole('link', { name: 'Profile' }).click();
    const input = page.getByLabel('First name');
    await input.fill('Ada');
    await page.getByText('You have changes that are not saved.').waitFor();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });

    await page.getByRole('navigation').getByRole('link', { name: 'Security' }).click();
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    expect(await input.inputValue()).toBe('Ada');

    await page.evaluate('history.back()');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect([page.url(), await input.inputValue()]).toEqual([`${pages.base}/profile`, 'Ada']);

    await page.evaluate('history.back()');
    await dialog.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { level: 1, name: 'Security' }).waitFor();
    await window.close();
  });

  it('asks nothing once it is saved or given up, and going back leads back', async () => {
    const { window } = await signedInWindow(pages);
    const { page } = window;
    await window.go('/security');
    await page.getByRole('navigation').getByRole('link', { name: 'Profile' }).click();
    await page.getByLabel('First name').fill('Grace');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    expect(await page.getByLabel('First name').inputValue()).toBe('');
    await page.getByLabel('First name').fill('Ada');
    await save(window);
    await saved(window);
    expect(await hasFocus(page.getByRole('heading', { level: 2, name: 'About you' }))).toBe(true); // the fields began anew
    await page.evaluate('history.back()');
    await page.getByRole('heading', { level: 1, name: 'Security' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await window.close();
  });

  it('asks, in the words of the browser, before an unsaved page is closed', async () => {
    const { window } = await atProfile();
    await window.page.getByLabel('First name').pressSequentially('Ada');
    await window.page.getByText('You have changes that are not saved.').waitFor();
    const asked = window.page.waitForEvent('dialog');
    const gone = window.page.reload().catch(() => undefined);
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
    await gone;
    await window.close();
  });

  it('changes the picture, which is seen at once, and removes it', async () => {
    const { window } = await atProfile();
    const { page } = window;
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Change picture' }).click();
    await (await chooser).setFiles({ name: 'me.png', mimeType: 'image/png', buffer: await plain().png().toBuffer() });
    await page.getByText('Your picture was changed.').waitFor();
    const picture = page.getByRole('img', { name: /^Picture of/ });
    expect(await picture.getAttribute('src')).toMatch(/\/avatars\/.+\.webp$/);
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.evaluate('document.querySelector("img.avatar").naturalWidth')).toBe(400);
    await regionOf(window, 'Picture').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Your picture was removed.').waitFor();
    await page.getByRole('img', { name: 'No picture yet' }).waitFor();
    await window.close();
  });

  it('says in words what is wrong with a picture: before it is sent, and as the service says it', async () => {
    const { window } = await atProfile();
    const { page } = window;
    const choose = (name: string, mimeType: string, buffer: Buffer) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
    window.traffic.forget();
    await choose('me.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    await page.getByText('This is no picture we can read.').waitFor();
    await choose('me.png', 'image/png', Buffer.alloc(5 * 1024 * 1024 + 1));
    await page.getByText('This file is larger than 5 MB.').waitFor();
    await choose('me.png', 'image/png', Buffer.from('no picture at all'));
    await page.getByText('This picture cannot be shown.').waitFor();
    expect(window.traffic.sent.filter((line) => line.startsWith('PUT'))).toEqual([]);

    await page.route('**/api/profile/avatar', (route) =>
      route.fulfill({
        status: 413,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'urn:castellan:error:payload_too_large',
          title: '',
          status: 413,
          detail: '',
          code: 'payload_too_large',
        }),
      }),
    );
    await save(window);
    await saved(window);
    await choose('me.png', 'image/png', await plain().png().toBuffer());
    await regionOf(window, 'Picture').getByRole('alert').waitFor();
    expect(await page.getByText('Your profile was saved.').count()).toBe(0); // what is told is of the last act
    await page.getByRole('img', { name: 'No picture yet' }).waitFor();
    await window.close();
  });

  it('shows hostile, turned and endless names as text, and no wider than the window (stored XSS)', async () => {
    const { person, window } = await signedInWindow(pages, undefined, { width: 320 });
    await pages.app.sql('UPDATE users SET first_name = $2, last_name = $3 WHERE email = $1', [
      person.email,
      HOSTILE,
      `مرحبا${'x'.repeat(140)}`,
    ]);
    const { page } = window;
    await page.request.post(`${pages.base}/api/auth/login/`, {
      data: { email: person.email, password: person.password },
      headers: { 'user-agent': `${HOSTILE}${'y'.repeat(90)}` },
    });
    for (const path of ['/profile', '/security']) {
      await window.go(path);
      await page.getByRole('heading', { level: 2 }).last().waitFor();
      expect(await page.locator('main img[src=x]').count()).toBe(0);
      expect(await window.sideways()).toBeLessThanOrEqual(0);
    }
    expect(window.faults).toEqual([]);
    await window.close();
  });
});
