import { describeInChromium } from '../../support/browser/chromium.js';
import { ProviderPages, TRUSTED, visit } from '../../support/browser/provider-pages.js';
import { unexpected, Visitor } from '../../support/browser/visitor.js';
import { aUser } from '../../support/people/people.js';
import { protect } from '../../support/people/second-factor.js';

const BUTTON = `Continue with ${TRUSTED}`;

/** Browsers show no strict cookie where another site has led to, and whoever comes back from a provider comes from one. */
describeInChromium('signing in by a provider with COOKIE_SAMESITE=strict, in Chromium', () => {
  let world: ProviderPages;
  beforeAll(async () => {
    world = await ProviderPages.start({ COOKIE_SAMESITE: 'strict' });
  }, 120_000);
  afterAll(() => world.close());

  const cookieOf = async (visitor: Visitor, wanted: string): Promise<string | undefined> =>
    (await visitor.page.context().cookies()).find(({ name }) => name === wanted)?.value;

  it('leads in, and knows the device again', async () => {
    const { email } = world.isAtProviders();
    const visitor = await Visitor.at(world.pages, '/login?next=/profile');
    await visit(visitor, BUTTON);
    await visitor.sees('Profile');
    const device = await cookieOf(visitor, 'device');
    await visitor.page.context().clearCookies({ name: /_token$/ });
    await visitor.go('/login');
    await visit(visitor, BUTTON);
    await visitor.sees(/^Hello, /);
    await visitor.reads(String(email));

    expect(
      await world.pages.app.sql('SELECT 1 FROM devices WHERE user_id = (SELECT id FROM users WHERE email = $1)', [email]),
    ).toHaveLength(1);
    expect(device).toBeDefined();
    expect(unexpected(visitor.window.faults)).toEqual([]);
    await visitor.window.close();
  });

  it('asks for the second factor, and takes it', async () => {
    const person = await aUser(world.pages.app);
    world.isAtProviders({ email: person.email });
    const { phone } = await protect(world.pages.app, person);
    const visitor = await Visitor.at(world.pages, '/login?next=/profile');
    await visit(visitor, BUTTON);
    await visitor.sees('Two-step sign-in');
    await visitor.type('Code', await phone.nextCode());
    await visitor.press('Continue');
    await visitor.sees('Profile');
    await visitor.window.close();
  });

  it('says that somebody cancelled there', async () => {
    const visitor = await Visitor.at(world.pages, '/login');
    await visit(visitor, BUTTON, 'Deny');
    await visitor.reads(/^You cancelled there/);
    expect(visitor.path).toBe('/login?error=provider_denied');
    await visitor.window.close();
  });
});
