import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import { unexpected, Visitor } from '../../support/browser/visitor.js';
import { aUser, PASSWORD, someone } from '../../support/people/people.js';

describeInChromium('signing up by the pages', () => {
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

  const fillIn = async (email: string, password = PASSWORD, confirmed = password) => {
    await visitor.type('Email address', email);
    await visitor.type('Password', password);
    await visitor.type('Confirm password', confirmed);
    await visitor.press('Create account');
  };

  it('leads from an account to its confirmation and in', async () => {
    const { email } = someone();
    visitor = await Visitor.at(pages, '/');
    await visitor.follow('Create account');
    await visitor.sees('Create your account');
    await visitor.type('First name', 'Ada <b>');
    await visitor.type('Last name', 'Lovelace');
    await fillIn(email);
    await visitor.sees('Check your inbox');
    await visitor.reads(email);
    await visitor.window.show('check-your-inbox');

    const { searchParams } = await pages.linkTo(email);
    await pages.app.client().post('/api/auth/verify-account/', Object.fromEntries(searchParams));
    await visitor.follow('Sign in');
    await visitor.signIn({ email, password: PASSWORD });
    await visitor.sees('Hello, Ada <b>');
    await visitor.reads(email);
    expect(await visitor.page.title()).toBe('Your account · Castellan');
    await visitor.window.show('home-signed-in');
  });

  it('leads, by the mailed link in another tab, to where somebody was going, and knows the address', async () => {
    const { email } = someone();
    visitor = await Visitor.at(pages, '/register?next=/logout');
    await fillIn(email);
    await visitor.sees('Check your inbox');
    const link = await pages.linkTo(email);
    expect(link.href).not.toMatch(/next|logout/);
    const tab = await visitor.page.context().newPage();
    await tab.goto(link.href);
    await tab.getByRole('button', { name: 'Confirm address' }).click();
    await tab.getByRole('link', { name: 'Sign in' }).click();
    expect(await tab.getByLabel('Email address or username').inputValue()).toBe(email);
    await tab.goBack();
    await tab.getByRole('heading', { name: 'Address confirmed' }).waitFor(); // and no "incomplete" link
    await tab.goForward();
    await tab.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await tab.getByLabel('Email address or username').fill(email);
    await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
    await tab.waitForURL('**/logout');
    expect(await tab.evaluate('localStorage.length')).toBe(0);
  });

  it('keeps to the way while a password is renewed', async () => {
    visitor = await Visitor.at(pages, '/login?next=/logout');
    await visitor.follow('Forgot your password?');
    await visitor.follow('Back to sign in');
    await visitor.sees('Sign in');
    expect(visitor.path).toBe('/login?next=%2Flogout');
  });

  it('holds at a text of twice the size: nothing sticks out of the card', async () => {
    visitor = await Visitor.at(pages, '/register', { width: 390 });
    await visitor.page.evaluate('document.documentElement.style.fontSize = "200%"');
    const edges = await visitor.page.evaluate<number[]>(
      `['.card', ...Array(6).fill('input')].map((name, at) => document.querySelectorAll(name)[Math.max(at - 1, 0)].getBoundingClientRect().right)`,
    );
    expect(Math.max(...edges)).toBe(edges[0]);
    await visitor.window.show('register-text-200');
  });

  it('sends the confirmation again after a pause', async () => {
    const { email } = someone();
    visitor = await Visitor.at(pages, '/register');
    await visitor.page.clock.install();
    await fillIn(email);
    await visitor.sees('Check your inbox');
    await visitor.page.getByRole('timer').waitFor();
    expect(await visitor.page.getByRole('button', { name: 'Send it again' }).count()).toBe(0);

    await visitor.page.clock.runFor(61_000);
    await visitor.press('Send it again');
    await visitor.reads('It is on its way once more.');
    expect((await pages.app.mailTo(email, 2)).to).toBe(email);
  });

  it('says what is missing before it asks the service', async () => {
    visitor = await Visitor.at(pages, '/register');
    await visitor.press('Create account');
    await visitor.reads('Please fill this in.');
    expect([await visitor.isFocused(visitor.field('Email address')), visitor.posts]).toEqual([true, []]);
  });

  it('says what is wrong beside the fields, leads the focus to the first, and keeps what was typed', async () => {
    visitor = await Visitor.at(pages, '/register');
    await fillIn('ada@example.com', 'short', 'other');
    await visitor.reads('The two passwords are not the same.');
    const password = visitor.field('Password');
    expect([await visitor.isFocused(password), await password.getAttribute('aria-invalid')]).toEqual([true, 'true']);
    const ids = (await password.getAttribute('aria-describedby'))!.split(' ');
    const texts = await Promise.all(ids.map((id) => visitor.page.locator(`#${id}`).innerText()));
    expect(texts.join(' ')).toMatch(/too short/);
    expect(await visitor.field('Email address').inputValue()).toBe('ada@example.com');
    await visitor.window.show('register-errors');
  });

  it('lets password managers fill every field', async () => {
    visitor = await Visitor.at(pages, '/register');
    const fields = await visitor.page.locator('input').all();
    const tokens = await Promise.all(fields.map((field) => Promise.all([field.getAttribute('name'), field.getAttribute('autocomplete')])));
    expect(Object.fromEntries(tokens)).toEqual({
      email: 'email',
      username: 'username',
      first_name: 'given-name',
      last_name: 'family-name',
      password: 'new-password',
      confirm_password: 'new-password',
    });
  });

  it('offers a new link to whoever signs in before the address is confirmed', async () => {
    const person = await aUser(pages.app, { verified: false });
    visitor = await Visitor.at(pages, '/login');
    await visitor.signIn(person);
    await visitor.reads('Your address has to be confirmed first.');
    await visitor.window.show('login-unverified');
    expect(await visitor.page.getByRole('button', { name: 'Sign in', exact: true }).count()).toBe(0); // one form at a time
    await visitor.press('Send a new link');
    await visitor.reads('a new link is on its way');
    expect((await pages.app.mailTo(person.email, 2)).to).toBe(person.email);
  });
});
