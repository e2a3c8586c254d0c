import { violationsOn } from '../../support/browser/axe.js';
import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import type { BrowserWindow, WindowOptions } from '../../support/browser/window.js';
import { aUser, PASSWORD, signInBearer, someone } from '../../support/people/people.js';
import { aProtectedUser, pendingSignIn, verifyLogin, WRONG_CODE } from '../../support/people/second-factor.js';
import { signUpsIn, STRANGERS, THIEFS } from '../../support/people/sign-ups.js';

const NEW_PASSWORD = 'glass tundra orbit 9';
const DAY_MS = 24 * 3_600_000;

describeInChromium('mailed links, from the mail to the result, in Chromium', () => {
  let pages: Pages;
  let windows: BrowserWindow[] = [];
  beforeAll(async () => {
    pages = await Pages.start({ THROTTLE_VERIFY_2FA: 'off' });
  }, 120_000);
  afterEach(async () => {
    const opened = windows;
    windows = [];
    for (const { faults } of opened) expect(faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([]); // refusals are
    await Promise.all(opened.map((window) => window.close()));
  });
  afterAll(() => pages.close());

  const { post, signUp, login } = signUpsIn(() => pages.app);
  const open = async (link: URL | string, options: WindowOptions = {}): Promise<BrowserWindow> => {
    const window = await pages.window(options);
    windows.push(window);
    await window.go(typeof link === 'string' ? link : link.href);
    return window;
  };
  const click = ({ page }: BrowserWindow, name: string) => page.getByRole('button', { name, exact: true }).click();
  const reaches = ({ page }: BrowserWindow, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();
  const type = ({ page }: BrowserWindow, label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const focuses = ({ page }: BrowserWindow, name: string) => page.locator(`[name=${name}]:focus`).waitFor();

  it('proves an address by a click and not before (mail scanner that runs scripts), and leads to where one signs in', async () => {
    const person = await aUser(pages.app, { verified: false });
    const link = await pages.linkTo(person.email);
    const [scanner, window] = [await open(link), await open(link)];
    await scanner.page.reload({ waitUntil: 'networkidle' });
    expect((await login(person, person.password)).body.code).toBe('email_unverified'); // whoever only looks proves nothing, and spends nothing

    await click(window, 'Confirm address');
    await reaches(window, 'Address confirmed');
    expect(await violationsOn(window.page)).toEqual([]);
    await window.show('verify-account-done');

    expect((await login(person, person.password)).status).toBe(200);
    await window.page.getByRole('link', { name: 'Sign in' }).click();
    await reaches(window, 'Sign in');
  });

  it('says that a password is still to be chosen, where the sign-up that had one is over', async () => {
    const person = await aUser(pages.app, { verified: false });
    await pages.app.advance(DAY_MS + 60_000);
    await post('resend-verification', { email: person.email });
    const window = await open(await pages.linkTo(person.email, 2));
    await click(window, 'Confirm address');
    await reaches(window, 'Address confirmed');
    await window.page.getByText('a link to choose a password is on its way').waitFor();
    expect(await window.page.getByRole('link', { name: 'Sign in' }).count()).toBe(0);
    await pages.linkTo(person.email, 3, 'password-reset-confirm');
  });

  it('asks for the password where an address was signed up with twice, and for the right one (pre-account hijacking)', async () => {
    const victim = someone();
    await signUp(victim, STRANGERS);
    await signUp(victim);
    const window = await open(await pages.linkTo(victim.email, 2));
    expect(await window.page.getByLabel('The password that you chose').count()).toBe(0);
    await click(window, 'Confirm address');
    await window.page.getByText('This address was used to sign up more than once.').first().waitFor();
    await focuses(window, 'password');
    await window.show('verify-account-password');

    await type(window, 'The password that you chose', 'none of both');
    await click(window, 'Confirm address');
    await window.page.getByText('This password was not chosen with this address.').waitFor();
    await type(window, 'The password that you chose', victim.password);
    await click(window, 'Confirm address');
    await reaches(window, 'Address confirmed');
    expect([(await login(victim, THIEFS)).status, (await login(victim, victim.password)).status]).toEqual([401, 200]);
  });

  it('sets a new password, and tells at each field what is wrong with it', async () => {
    const person = await aUser(pages.app);
    const window = await open('/password-reset');
    await type(window, 'Email address', person.email);
    await click(window, 'Send link');
    await reaches(window, 'Check your inbox');
    await window.show('password-reset-sent');

    await window.go((await pages.linkTo(person.email, 2)).href);
    await type(window, 'New password', 'short');
    await type(window, 'Confirm new password', 'shirt');
    await click(window, 'Set new password');
    await window.page.getByText('The two passwords are not the same.').waitFor();
    await window.page.getByText('This password is too short. It must contain at least 8 characters.').waitFor();
    await focuses(window, 'new_password');
    await window.show('password-reset-confirm-failed');

    await type(window, 'New password', NEW_PASSWORD);
    await type(window, 'Confirm new password', NEW_PASSWORD);
    await click(window, 'Set new password');
    await reaches(window, 'New password set');
    expect([(await login(person, PASSWORD)).status, (await login(person, NEW_PASSWORD)).status]).toEqual([401, 200]);
  });

  it('moves an account to a new address, and back', async () => {
    const [person, next] = [await aUser(pages.app), someone()];
    const { bearer } = await signInBearer(pages.app, person);
    await post('change-email', { new_email: next.email }, bearer);
    const window = await open(await pages.linkTo(next.email));
    await click(window, 'Confirm new address');
    await reaches(window, 'Address changed');
    expect((await login(next, PASSWORD)).status).toBe(200);

    await window.go((await pages.linkTo(person.email, 1, 'undo-email-change')).href);
    await click(window, 'Undo the change');
    await reaches(window, 'Your address is back');
    await window.show('undo-email-change-done');
    expect((await login(next, PASSWORD)).status).toBe(401);
    expect((await login(person, PASSWORD)).body).toMatchObject({ status: 403, code: 'password_reset_required' });
  });

  it('takes an account back, in a browser where somebody else is signed in and stays so', async () => {
    const [owner, other] = [await aUser(pages.app), await aUser(pages.app)];
    await signInBearer(pages.app, owner);
    pages.app.clock.advance(DAY_MS + 1);
    const thief = await signInBearer(pages.app, owner);
    const window = await open('/password-reset');
    await window.signIn(other);

    await window.go((await pages.linkTo(owner.email, 2, 'report-sign-in')).href);
    await click(window, "This wasn't me");
    await reaches(window, 'Everybody is signed out');
    await window.show('report-sign-in-done');

    const asThief = await pages.app.client().get('/api/auth/me/', thief.bearer);
    expect(asThief.body).toMatchObject({ code: 'session_ended', reason: 'device_reported' });
    expect(await window.page.evaluate(`fetch('/api/auth/me').then(({ status }) => status)`)).toBe(200);
  });

  it('says who is signed in in this browser, before one signs in to the account of the link', async () => {
    const [owner, other] = [await aUser(pages.app, { verified: false }), await aUser(pages.app)];
    const window = await open('/password-reset');
    await window.signIn(other);

    await window.go((await pages.linkTo(owner.email)).href);
    await click(window, 'Confirm address');
    await reaches(window, 'Address confirmed');
    await window.page.getByText(`In this browser ${other.email} is signed in.`).waitFor();
    await window.show('verify-account-done-as-other');
    expect(await window.page.getByRole('link', { name: 'Sign out' }).getAttribute('href')).toBe('/logout');
  });

  it('lets a sign-in go on that waits elsewhere', async () => {
    const ada = await aProtectedUser(pages.app);
    for (let turn = 0; turn < 4; turn += 1) {
      const guessed = await pendingSignIn(pages.app, ada);
      for (let guess = 0; guess < 5; guess += 1) await verifyLogin(pages.app, guessed, WRONG_CODE);
      await pages.app.advance(16 * 60_000); // ten in a quarter of an hour are allowed
    }
    const waiting = await pendingSignIn(pages.app, ada);
    expect((await verifyLogin(pages.app, waiting, await ada.phone.nextCode())).body.code).toBe('confirmation_required');

    const window = await open(await pages.linkTo(ada.email, 1, 'confirm-sign-in'));
    await click(window, "Yes, it's me");
    await reaches(window, 'You can go on');
    await window.show('confirm-sign-in-done');
    expect((await verifyLogin(pages.app, waiting, await ada.phone.nextCode())).status).toBe(200);
  });

  it('offers a new link where one has expired', async () => {
    const person = await aUser(pages.app, { verified: false });
    const old = await pages.linkTo(person.email);
    await pages.app.advance(11 * 60_000);
    const window = await open(old);
    await click(window, 'Confirm address');
    await reaches(window, 'This link is no longer valid');
    await window.show('verify-account-expired');
    await type(window, 'Email address', person.email);
    await click(window, 'Send a new link');
    await reaches(window, 'Check your inbox');
    await window.page.getByText(`If an account with ${person.email} waits to be confirmed, a new link is on its way.`).waitFor();

    await window.go((await pages.linkTo(person.email, 2)).href);
    await click(window, 'Confirm address');
    await reaches(window, 'Address confirmed');
  });

  it('is spent once by two browsers at once, and by a double click', async () => {
    const person = await aUser(pages.app, { verified: false });
    const link = await pages.linkTo(person.email);
    const both = await Promise.all([open(link), open(link, { width: 390 })]);
    await Promise.all(both.map(({ page }) => page.getByRole('button', { name: 'Confirm address' }).dblclick()));
    await Promise.all(both.map(({ page }) => page.getByRole('heading', { name: /Address confirmed|no longer valid/ }).waitFor()));

    const headings = await Promise.all(both.map(({ page }) => page.getByRole('heading', { level: 1 }).innerText()));
    expect(headings.sort()).toEqual(['Address confirmed', 'This link is no longer valid']);
    for (const { traffic } of both) expect(traffic.sent.filter((line) => line.startsWith('POST '))).toHaveLength(1);
  });

  it('keeps the link while the network is away, and forgets it once it is used', async () => {
    const person = await aUser(pages.app, { verified: false });
    const window = await open(await pages.linkTo(person.email));
    await window.page.context().setOffline(true);
    await click(window, 'Confirm address');
    await window.page.getByRole('alert').waitFor();
    await window.page.context().setOffline(false);
    await click(window, 'Confirm address');
    await reaches(window, 'Address confirmed');

    expect(await window.page.evaluate('history.state')).toEqual({ finished: 'done' });
    await window.page.reload();
    await reaches(window, 'Address confirmed');
  });

  it('says that a link is incomplete, and offers another one', async () => {
    const window = await open('/password-reset-confirm?uid=0b8f8d4e-6c0b-4c55-9a53-6d3d6f0a9d11');
    await reaches(window, 'This link is incomplete');
    await type(window, 'Email address', 'ada@example.com');
    await click(window, 'Send a new link');
    await window.page.getByText('If there is an account with ada@example.com, a link').waitFor();
  });

  it('is used by keyboard alone, in German, after the language was changed', async () => {
    const person = await aUser(pages.app, { verified: false });
    const window = await open(await pages.linkTo(person.email));
    await window.page.getByRole('link', { name: 'Deutsch' }).click();
    await reaches(window, 'Bestätigen Sie Ihre Adresse');
    await tabTo(window, 'Adresse bestätigen');
    await window.page.keyboard.press('Enter');
    await reaches(window, 'Adresse bestätigt');

    expect(await window.page.evaluate('[document.documentElement.lang, document.activeElement.tagName]')).toEqual(['de', 'H1']);
    await tabTo(window, 'Anmelden');
  });

  async function tabTo({ page }: BrowserWindow, name: string): Promise<void> {
    for (let step = 0; step < 10; step += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.textContent.trim()')) === name) return;
    }
    throw new Error(`Nobody reaches ${name} by keyboard.`);
  }
});
