import { describeInChromium } from '../../support/browser/chromium.js';
import { ProviderPages, STRANGE, TRUSTED, visit } from '../../support/browser/provider-pages.js';
import { unexpected, Visitor } from '../../support/browser/visitor.js';
import { aUser } from '../../support/people/people.js';
import { protect } from '../../support/people/second-factor.js';

const WITH_TRUSTED = `Continue with ${TRUSTED}`;
const WITH_STRANGE = `Continue with ${STRANGE}`;
const DENIED = 'You cancelled there, so nothing has happened here.';
const FAILED = 'That did not work. Try again in a moment, or choose another way.';
const EXISTS = 'There is an account with that address here already.';

describeInChromium('signing in by a provider, in Chromium', () => {
  let world: ProviderPages;
  beforeAll(async () => {
    world = await ProviderPages.start();
  }, 120_000);
  afterAll(() => world.close());

  const visitorAt = (path: string): Promise<Visitor> => Visitor.at(world.pages, path);
  const isIn = (visitor: Visitor): Promise<void> => visitor.sees(/^Hello, /);

  /** Somebody who has an account here, and one with the same address at the providers. */
  async function somebodyAtBoth() {
    const person = await aUser(world.pages.app);
    world.isAtProviders({ email: person.email });
    return person;
  }

  it('signs up who is unknown, and leads on to where they wanted to be', async () => {
    const { email } = world.isAtProviders();
    const visitor = await visitorAt('/register?next=/profile');
    await visit(visitor, WITH_TRUSTED);
    await visitor.sees('Profile');
    expect(visitor.path).toBe('/profile');
    await visitor.go('/');
    await visitor.reads(String(email));
    expect(unexpected(visitor.window.faults)).toEqual([]); // the provider has no icon
    await visitor.window.close();
  });

  it('signs in who is known, and the other tabs hear of it', async () => {
    await somebodyAtBoth();
    const visitor = await visitorAt('/login');
    const tab = await visitor.page.context().newPage();
    await tab.goto(`${world.pages.base}/login?next=/profile`, { waitUntil: 'networkidle' });
    await visit(visitor, WITH_TRUSTED);
    await isIn(visitor);
    await tab.getByRole('heading', { level: 1, name: 'Profile' }).waitFor();
    await visitor.window.close();
  });

  it('says in our words that somebody cancelled there, and keeps where they wanted to be (error text reflected)', async () => {
    world.isAtProviders();
    const visitor = await visitorAt('/login?next=/profile');
    await visit(visitor, WITH_TRUSTED, 'Deny');
    await visitor.reads(DENIED);
    expect(await visitor.page.content()).not.toContain('said');
    await visit(visitor, WITH_TRUSTED);
    await visitor.sees('Profile');
    await visitor.window.close();
  });

  it.each(['<img src=x onerror=alert(1)>', 'errors.account_exists', '__proto__', 'toString'])(
    'says of an error that nobody knows that it did not work, and shows nothing of it: %j (reflected text)',
    async (error) => {
      const visitor = await visitorAt(`/login?error=${encodeURIComponent(error)}`);
      await visitor.page.getByRole('alert').getByText(FAILED).waitFor();
      expect(await visitor.page.locator('main').textContent()).not.toContain(error);
      expect(visitor.window.faults).toEqual([]);
      await visitor.window.close();
    },
  );

  it('says that a provider is away, and comes back to the form', async () => {
    world.isAtProviders();
    world.umbrella.misbehave({ replies: { token: { status: 500 } } });
    const visitor = await visitorAt('/login');
    await visit(visitor, WITH_STRANGE);
    await visitor.page.getByRole('alert').getByText(FAILED).waitFor();
    expect(await visitor.page.getByRole('alert').textContent()).toContain(STRANGE);
    world.umbrella.misbehave({});
    await visitor.window.close();
  });

  it('asks for the second factor, and no script reads what waits', async () => {
    const person = await somebodyAtBoth();
    const { phone } = await protect(world.pages.app, person);
    const visitor = await visitorAt('/login?next=/profile');
    await visit(visitor, WITH_TRUSTED);
    await visitor.sees('Two-step sign-in');
    const readable = await visitor.page.evaluate('document.cookie + JSON.stringify({ ...sessionStorage, ...localStorage })');
    const waiting = (await visitor.page.context().cookies()).find(({ name }) => name === 'pending');
    expect(waiting?.httpOnly).toBe(true);
    expect(readable).not.toContain(waiting!.value);
    await visitor.type('Code', '000000');
    await visitor.press('Continue');
    await visitor.reads(/^This code is wrong/);
    await visitor.type('Code', await phone.nextCode());
    await visitor.press('Continue');
    await visitor.sees('Profile');
    expect((await visitor.page.context().cookies()).map(({ name }) => name)).not.toContain('pending');
    await visitor.window.close();
  });

  it('finishes the sign-in by the provider, not one by password that waited in the tab before', async () => {
    const other = await aUser(world.pages.app);
    await protect(world.pages.app, other);
    const person = await somebodyAtBoth();
    const { phone } = await protect(world.pages.app, person);
    const visitor = await visitorAt('/login');
    await visitor.signIn(other);
    await visitor.sees('Two-step sign-in');
    await visitor.go('/login');
    await visit(visitor, WITH_TRUSTED);
    await visitor.sees('Two-step sign-in');
    await visitor.type('Code', await phone.nextCode());
    await visitor.press('Continue');
    await isIn(visitor);
    await visitor.reads(person.email);
    await visitor.window.close();
  });

  it('says that a sign-in waited too long, and begins again', async () => {
    const person = await somebodyAtBoth();
    await protect(world.pages.app, person);
    const visitor = await visitorAt('/login?next=/profile');
    await visit(visitor, WITH_TRUSTED);
    await visitor.sees('Two-step sign-in');
    await world.pages.app.advance(11 * 60_000);
    await visitor.page.reload({ waitUntil: 'networkidle' });
    await visitor.reads('This sign-in took too long');
    await visitor.follow('Begin again');
    await visitor.sees('Sign in');
    expect(visitor.path).toBe('/login?next=%2Fprofile');
    await visitor.window.close();
  });

  it('leads from an account that is there through signing in to connecting, and on', async () => {
    const person = await somebodyAtBoth();
    const visitor = await visitorAt('/login?next=/profile');
    await visit(visitor, WITH_STRANGE);
    await visitor.reads(EXISTS);
    await visitor.signIn(person);
    await visitor.sees('Connect your accounts');
    await visit(visitor, `Connect ${STRANGE}`);
    await visitor.sees('Profile');
    await visitor.page.context().clearCookies();
    await visitor.go('/login');
    await visit(visitor, WITH_STRANGE);
    await isIn(visitor);
    await visitor.reads(person.email);
    await visitor.go('/security');
    await visitor.reads('not connected to this account');
    await visitor.window.close();
  });

  it('offers that after another provider has let somebody in, too; not now leads on', async () => {
    await somebodyAtBoth();
    const visitor = await visitorAt('/login?next=/profile');
    await visit(visitor, WITH_STRANGE);
    await visitor.reads(EXISTS);
    await visit(visitor, WITH_TRUSTED);
    await visitor.sees('Connect your accounts');
    await visitor.press('Not now');
    await visitor.sees('Profile');
    await visitor.go('/login/connect'); // nothing is offered any more
    await isIn(visitor);
    await visitor.window.close();
  });

  it('offers nothing for an error in an address that no button of the tab led to (planted link)', async () => {
    const person = await aUser(world.pages.app);
    const visitor = await visitorAt('/login?error=account_exists&next=/profile');
    await visitor.reads(EXISTS);
    await visitor.signIn(person);
    await visitor.sees('Profile');
    await visitor.window.close();
  });

  it('mails in the language that was chosen on the page, whatever the browser asks for', async () => {
    const { email } = world.isAtProviders();
    const visitor = await visitorAt('/login?lang=de');
    await visit(visitor, `Weiter mit ${STRANGE}`);
    await visitor.reads('Diese Adresse ist noch nicht bestätigt.');
    expect((await world.pages.app.mailTo(String(email))).subject).toMatch(/bestätigen/i);
    await visitor.window.close();
  });

  it('says to look into the inbox where nobody is believed, and sends the mail again', async () => {
    const { email } = world.isAtProviders();
    const visitor = await visitorAt('/login');
    await visit(visitor, WITH_STRANGE);
    await visitor.reads('This address is not confirmed yet. We have sent you a mail');
    const link = await world.pages.linkTo(String(email));
    expect(link.pathname).toBe('/verify-account');
    await visitor.press('Send a new link');
    await visitor.sees('Check your inbox');
    await visitor.type('Email address', String(email));
    await visitor.press('Send a new link');
    await visitor.reads('a new link is on its way');
    await visitor.window.close();
  });
});
