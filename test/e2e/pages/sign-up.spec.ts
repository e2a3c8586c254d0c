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
    await visitor.press('Send a new link');
    await visitor.reads('a new link is on its way');
    expect((await pages.app.mailTo(person.email, 2)).to).toBe(person.email);
  });
});
