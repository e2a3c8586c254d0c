import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import { unexpected, Visitor } from '../../support/browser/visitor.js';
import { aUser } from '../../support/people/people.js';
import { aProtectedUser, WRONG_CODE } from '../../support/people/second-factor.js';

const ATTACKS = [
  '//evil.example',
  '/\\evil.example',
  '/%09/evil.example',
  '/.//evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
];

describeInChromium('signing in by the pages', () => {
  let pages: Pages;
  let visitor: Visitor;
  beforeAll(async () => {
    pages = await Pages.start();
  }, 120_000);
  afterAll(() => pages.close());
  afterEach(async () => {
    const { faults } = visitor.window;
    await visitor.window.close();
    expect(unexpected(faults)).toEqual([]);
  });

  it('sends one request for a double click', async () => {
    const { email, password } = await aUser(pages.app);
    visitor = await Visitor.at(pages, '/login');
    await visitor.type('Email address or username', email);
    await visitor.type('Password', password);
    await visitor.page.getByRole('button', { name: 'Sign in', exact: true }).dblclick();
    await visitor.sees(/^Hello, /);
    expect(visitor.posts).toEqual(['/api/auth/login']);
  });

  it('says that there is no network, and keeps what was typed', async () => {
    const person = await aUser(pages.app);
    visitor = await Visitor.at(pages, '/login');
    await visitor.page.context().setOffline(true);
    await visitor.signIn(person);
    await visitor.reads('The service cannot be reached.');
    await visitor.window.show('login-offline');
    await visitor.page.context().setOffline(false);
    await visitor.press('Sign in');
    await visitor.sees(/^Hello, /);
  });

  it('stays, with what was typed, where the next page cannot be fetched for want of a network', async () => {
    visitor = await Visitor.at(pages, '/login');
    await visitor.type('Email address or username', 'ada');
    await visitor.page.context().setOffline(true);
    await visitor.follow('Forgot your password?');
    await visitor.page.getByRole('dialog', { name: 'This page could not be loaded' }).waitFor();
    await visitor.window.show('login-next-offline');
    expect([visitor.path, await visitor.field('Email address or username').inputValue()]).toEqual(['/login', 'ada']);
    await visitor.page.context().setOffline(false);
    await visitor.press('Try again');
    await visitor.sees('Forgot your password?');
  });

  it('loads the next page whole where its file is gone (an upgrade under an open tab), and says so where that helps nothing', async () => {
    visitor = await Visitor.at(pages, '/login');
    await visitor.page.route(/assets.links-/, (route) => route.fulfill({ status: 404 }));
    await visitor.follow('Forgot your password?');
    await visitor.sees('This page could not be loaded');
    expect(visitor.path).toBe('/password-reset');
    await visitor.page.unroute(/assets.links-/);
    await visitor.press('Load again');
    await visitor.sees('Forgot your password?');
  });

  it('says that it could not be loaded, in the language of the page, where even its words cannot be had', async () => {
    visitor = await Visitor.at(pages, '/', { language: 'de' });
    await visitor.page.route(/assets.messages-/, (route) => route.abort());
    await visitor.go('/login');
    await visitor.sees('Diese Seite konnte nicht geladen werden');
    await visitor.window.show('words-missing');
    await visitor.page.unroute(/assets.messages-/);
    await visitor.press('Neu laden');
    await visitor.sees('Anmelden');
  });

  it('works where the browser may remember nothing', async () => {
    const person = await aUser(pages.app);
    visitor = await Visitor.at(pages, '/logout');
    await visitor.page.addInitScript(`for (const name of ['sessionStorage', 'localStorage', 'BroadcastChannel'])
      Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });`);
    await visitor.go('/login');
    await visitor.signIn(person);
    await visitor.sees(/^Hello, /);
  });

  it('goes below the path of the service where the address has left that out', async () => {
    visitor = await Visitor.at(pages, '/');
    await visitor.page.route('**/login?lang=en', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('"base":""', '"base":"/auth"') });
    });
    await visitor.go('/login?lang=en');
    await visitor.page.waitForURL('**/auth/login?lang=en');
  });

  it('asks for the second factor, also after the page was loaded again, and trusts the device', async () => {
    const person = await aProtectedUser(pages.app);
    visitor = await Visitor.at(pages, '/login?next=/logout');
    await visitor.signIn(person);
    await visitor.sees('Two-step sign-in');
    expect(await visitor.field('Code').getAttribute('autocomplete')).toBe('one-time-code');
    await visitor.type('Code', WRONG_CODE);
    await visitor.press('Continue');
    await visitor.reads('This code is wrong, or was used already.');
    expect(await visitor.isFocused(visitor.field('Code'))).toBe(true);
    await visitor.window.show('second-factor');
    await visitor.page.reload({ waitUntil: 'networkidle' });
    await visitor.type('Code', await person.phone.nextCode());
    await visitor.page.getByLabel('Trust this device for 30 days').check();
    await visitor.press('Continue');
    await visitor.sees('Sign out');
    expect(visitor.path).toBe('/logout');

    await visitor.press('Sign out');
    await visitor.sees('Castellan');
    await visitor.go('/login');
    await visitor.signIn(person);
    await visitor.sees(/^Hello, /);
  });

  it('is over after too many wrong codes, and begins again', async () => {
    const person = await aProtectedUser(pages.app);
    visitor = await Visitor.at(pages, '/login?next=/logout');
    await visitor.signIn(person);
    for (let wrong = 0; (await visitor.page.getByRole('link', { name: 'Begin again' }).getAttribute('class')) === null; wrong += 1) {
      if (wrong > 10) throw new Error('any number of codes');
      const answer = visitor.page.waitForResponse('**/verify-login');
      await visitor.type('Code', WRONG_CODE);
      await visitor.press('Continue');
      await answer;
      await visitor.page.locator('form[aria-busy=true]').waitFor({ state: 'detached' });
    }
    await visitor.reads('too many codes were wrong');
    expect(await visitor.page.getByLabel('Code').count()).toBe(0);
    await visitor.follow('Begin again');
    expect(visitor.path).toBe('/login?next=%2Flogout');
  });

  it('says in another tab why there is no second step', async () => {
    visitor = await Visitor.at(pages, '/login/second-factor');
    await visitor.reads('goes on in the tab where it was begun');
    expect(visitor.path).toBe('/login');
  });

  it('takes a backup code in the same field, as people write it', async () => {
    const person = await aProtectedUser(pages.app);
    visitor = await Visitor.at(pages, '/login');
    await visitor.signIn(person);
    await visitor.sees('Two-step sign-in');
    await visitor.type('Code', ` ${person.backupCodes[0]!.toUpperCase()} `);
    await visitor.press('Continue');
    await visitor.sees(/^Hello, /);
  });

  it('signs in with a mailed code', async () => {
    const { email } = await aUser(pages.app);
    visitor = await Visitor.at(pages, '/login');
    await visitor.follow('Sign in with a code');
    await visitor.sees('Sign in with a code');
    expect(await visitor.isFocused(visitor.page.getByRole('heading', { level: 1 }))).toBe(true);
    await visitor.type('Email address or phone number', email);
    await visitor.press('Send code');
    await visitor.field('Code').waitFor();
    await visitor.page.locator('input:focus').waitFor();
    expect(await visitor.isFocused(visitor.field('Code'))).toBe(true);
    const { code } = await pages.app.mailTo(email, 2);
    await visitor.type('Code', WRONG_CODE);
    await visitor.press('Continue');
    await visitor.reads('This code is wrong or has expired.');
    await visitor.window.show('code-wrong');
    await visitor.type('Code', `${code!.slice(0, 3)} ${code!.slice(3)}`);
    await visitor.press('Continue');
    await visitor.sees(/^Hello, /);
  });

  it.each(ATTACKS)('leads on to no stranger by next=%s (open redirect)', async (next) => {
    const person = await aUser(pages.app);
    visitor = await Visitor.at(pages, `/login?next=${encodeURIComponent(next)}`);
    await visitor.signIn(person);
    await visitor.sees(/^Hello, /);
    expect(visitor.path).toBe('/');
  });

  it('leads on to where somebody wanted to be, at once if they are signed in', async () => {
    const person = await aUser(pages.app);
    visitor = await Visitor.at(pages, '/login?next=%2Flogout%3Fa%3D1');
    await visitor.signIn(person);
    await visitor.sees('Sign out');
    expect(visitor.path).toBe('/logout?a=1');
    await visitor.go('/login?next=/logout');
    await visitor.sees('Sign out');
  });

  it('speaks German to whoever does, and English on demand from then on', async () => {
    visitor = await Visitor.at(pages, '/login', { language: 'de-AT', width: 390, scheme: 'dark' });
    await visitor.sees('Anmelden');
    await visitor.type('E-Mail-Adresse oder Benutzername', 'niemand@example.com');
    await visitor.type('Passwort', 'falsch gesagt');
    await visitor.press('Anmelden');
    await visitor.page.getByRole('alert').waitFor();
    expect(await visitor.page.getByRole('alert').innerText()).toMatch(/Passwort/);
    await visitor.window.show('login-wrong');
    await visitor.follow('English');
    await visitor.sees('Sign in');
    await visitor.go('/login');
    await visitor.sees('Sign in');
  });

  it('goes on in the language of the profile', async () => {
    const person = await aUser(pages.app);
    const browser = pages.app.client();
    await browser.post('/api/auth/login/', person);
    await browser.send('PATCH', '/api/profile/', '{"language":"de"}', { 'content-type': 'application/json' });
    visitor = await Visitor.at(pages, '/login');
    await visitor.signIn(person);
    await visitor.sees(/^Hallo, /);
  });
});
