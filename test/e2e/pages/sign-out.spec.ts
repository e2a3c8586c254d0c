import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import { unexpected, Visitor } from '../../support/browser/visitor.js';
import { aUser, signInBearer } from '../../support/people/people.js';

describeInChromium('the end of a session on the pages', () => {
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

  const signIn = async () => {
    const person = await aUser(pages.app, { first_name: 'Grace' });
    visitor = await Visitor.at(pages, '/login');
    await visitor.signIn(person);
    await visitor.sees('Hello, Grace');
    return person;
  };

  it('changes nothing by opening /logout, and ends by its button', async () => {
    await signIn();
    await visitor.go('/logout');
    await visitor.go('/');
    await visitor.sees('Hello, Grace');
    await visitor.go('/logout');
    await visitor.press('Sign out');
    await visitor.sees('Castellan');
    await visitor.go('/logout');
    await visitor.reads('You are signed out.');
  });

  it('ends by forgetting the own device, and says so', async () => {
    await signIn();
    await visitor.go('/security');
    await visitor.press('Forget');
    await visitor.reads('This is the device you are using');
    visitor.window.traffic.forget();
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Forget' }).click();
    await visitor.reads('This device was forgotten, and you are signed out on it.');
    expect(visitor.path).toBe('/login');
    const asked = visitor.window.traffic.sent.filter((line) => /^GET .+\/api\/auth\/(sessions|devices|activity)/.test(line));
    expect(asked).toEqual([]); // with a session that is over
  });

  it('leaves nothing private behind the back button', async () => {
    await signIn();
    await visitor.go('/logout');
    await visitor.press('Sign out');
    await visitor.sees('Castellan');
    for (const _ of [1, 2, 3]) {
      await visitor.page.goBack({ waitUntil: 'networkidle' }).catch(() => null); // there may be no more pages
      expect(await visitor.page.locator('body').innerText()).not.toMatch(/Grace|@example/);
    }
  });

  it('is told to the other tabs', async () => {
    await signIn();
    const other = await visitor.page.context().newPage();
    await other.goto(`${pages.base}/`);
    await other.getByRole('heading', { name: 'Hello, Grace' }).waitFor();
    await visitor.press('Sign out');
    await visitor.sees('Castellan');
    await other.getByRole('heading', { name: 'Castellan' }).waitFor();
    expect(await other.locator('body').innerText()).not.toContain('Grace');
  });

  it('is told in words, where it came from elsewhere', async () => {
    const person = await signIn();
    const { bearer } = await signInBearer(pages.app, person);
    await pages.app.client().post('/api/auth/logout-all/', {}, bearer);
    await visitor.page.reload({ waitUntil: 'networkidle' });
    await visitor.reads('You signed this device out from another one.');
    await visitor.window.show('home-session-ended');
    await visitor.follow('Sign in');
    await visitor.reads('You signed this device out from another one.');
    await visitor.signIn(person);
    await visitor.sees('Hello, Grace');
    await visitor.go('/logout');
    await visitor.press('Sign out');
    await visitor.sees('Castellan');
    await visitor.go('/login');
    await visitor.sees('Sign in');
    expect(await visitor.page.getByText('You signed this device out').count()).toBe(0); // it is told once
  });
});

describeInChromium('signing in too often', () => {
  it('counts down, and lets nothing out until then', async () => {
    const pages = await Pages.start({ THROTTLE_LOGIN: '1/min' });
    const visitor = await Visitor.at(pages, '/login');
    const { page } = visitor;
    await page.clock.install();
    await visitor.signIn({ email: 'nobody@example.com', password: 'not the right one' });
    await page.getByRole('alert').waitFor();
    await visitor.press('Sign in');
    const timer = page.getByRole('timer');
    await timer.waitFor();
    await visitor.window.show('login-throttled');
    const before = await timer.innerText();
    await page.clock.runFor(2_000);
    expect(await timer.innerText()).not.toBe(before);
    expect(await page.getByRole('button', { name: 'Sign in', exact: true }).getAttribute('aria-disabled')).toBe('true');
    await visitor.field('Password').press('Enter');
    expect(visitor.posts).toHaveLength(2);

    await page.clock.runFor(61_000);
    await timer.waitFor({ state: 'detached' });
    await visitor.press('Sign in');
    await page.getByRole('alert').waitFor();
    expect(visitor.posts).toHaveLength(3);
    await pages.close();
  }, 120_000);
});
