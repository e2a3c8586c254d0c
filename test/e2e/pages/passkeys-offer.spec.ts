import { VirtualAuthenticator } from '../../support/browser/authenticator.js';
import { violationsOn } from '../../support/browser/axe.js';
import { describeInChromium } from '../../support/browser/chromium.js';
import { aPasskeyHolderOutside } from '../../support/browser/passkey-holder.js';
import { Pages } from '../../support/browser/pages.js';
import { Visitor } from '../../support/browser/visitor.js';
import type { WindowOptions } from '../../support/browser/window.js';
import { aUser } from '../../support/people/people.js';
import type { Person } from '../../support/people/people.js';

const OFFER = 'Sign in faster next time';
const A_MONTH_MS = 31 * 24 * 3_600_000;

describeInChromium('the offer of a passkey after a password, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start({}, 'localhost');
  }, 120_000);
  afterAll(() => pages.close());

  async function visitorWithDevice(path: string, look: WindowOptions = {}): Promise<Visitor> {
    const visitor = await Visitor.at(pages, '/', look);
    await VirtualAuthenticator.in(visitor.window);
    await visitor.go(path);
    return visitor;
  }

  async function signInAgain(visitor: Visitor, person: Person): Promise<void> {
    await visitor.page.context().clearCookies();
    await visitor.go('/login');
    await visitor.signIn(person);
  }

  it('makes one, with its backup codes, and leads on to where somebody wanted to be', async () => {
    const person = await aUser(pages.app);
    const visitor = await visitorWithDevice('/login?next=/profile');
    await visitor.signIn(person);
    await visitor.sees(OFFER);
    expect(visitor.path).toBe('/login/passkey?next=%2Fprofile');
    await visitor.press('Create a passkey');
    await visitor.sees('Your passkey is made');
    expect(await visitor.page.locator('.codes li').count()).toBe(10);
    expect(await violationsOn(visitor.page)).toEqual([]);
    await visitor.field('I have kept these codes').check();
    await visitor.press('Done');
    await visitor.sees('Profile');
    await visitor.window.close();
  });

  it('comes once a month at most: not now is remembered, for this account', async () => {
    const [person, other] = [await aUser(pages.app), await aUser(pages.app)];
    const visitor = await visitorWithDevice('/login');
    await visitor.signIn(person);
    await visitor.sees(OFFER);
    await visitor.press('Not now');
    await visitor.sees(/^Hello, /);
    await signInAgain(visitor, person);
    await visitor.sees(/^Hello, /);
    await signInAgain(visitor, other);
    await visitor.sees(OFFER);

    await visitor.page.clock.install({ time: Date.now() + A_MONTH_MS });
    await signInAgain(visitor, person);
    await visitor.sees(OFFER);
    await visitor.window.close();
  });

  it('comes to nobody who has a passkey', async () => {
    const { person, window } = await aPasskeyHolderOutside(pages);
    await window.go('/login');
    await window.page.getByLabel('Email address or username').fill(person.email);
    await window.page.getByLabel('Password', { exact: true }).fill(person.password);
    await window.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await window.page.getByRole('heading', { level: 1, name: /^Hello, / }).waitFor();
    await window.close();
  });

  it('comes to no device without a lock of its own', async () => {
    const visitor = await Visitor.at(pages, '/login');
    await visitor.signIn(await aUser(pages.app));
    await visitor.sees(/^Hello, /);
    await visitor.window.close();
  });

  it('goes on with a quiet sentence where it is cancelled', async () => {
    const visitor = await Visitor.at(pages, '/');
    const device = await VirtualAuthenticator.in(visitor.window);
    await visitor.go('/login');
    await visitor.signIn(await aUser(pages.app));
    await visitor.sees(OFFER);
    await device.recognises(false);
    await visitor.press('Create a passkey');
    await visitor.reads('No passkey was made.');
    await visitor.press('Not now');
    await visitor.sees(/^Hello, /);
    await visitor.window.close();
  });

  it('leads strangers to where one signs in, and nobody to a stranger (open redirect)', async () => {
    const visitor = await Visitor.at(pages, '/login/passkey?next=https%3A%2F%2Fevil.example');
    await visitor.sees('Sign in');
    await visitor.signIn(await aUser(pages.app));
    await visitor.sees(OFFER);
    await visitor.press('Not now');
    await visitor.sees(/^Hello, /);
    expect(visitor.path).toBe('/');
    await visitor.window.close();
  });

  it.each([{ width: 1280 }, { width: 390, scheme: 'dark', language: 'de' }] as const)('is for everybody (axe): %j', async (look) => {
    const person = await aUser(pages.app);
    const visitor = await visitorWithDevice('/', look);
    await visitor.window.signIn(person);
    await visitor.go('/login/passkey');
    await visitor.page.getByRole('heading', { level: 1, name: /Sign in faster|schneller anmelden/ }).waitFor();
    await visitor.window.show('passkey-offer');
    expect([await violationsOn(visitor.page), await visitor.window.sideways()]).toEqual([[], 0]);
    await visitor.window.close();
  });
});
