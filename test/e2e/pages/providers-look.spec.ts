import { violationsOn } from '../../support/browser/axe.js';
import { describeInChromium } from '../../support/browser/chromium.js';
import { ProviderPages, STRANGE, visit } from '../../support/browser/provider-pages.js';
import { unexpected, Visitor } from '../../support/browser/visitor.js';
import type { WindowOptions } from '../../support/browser/window.js';
import { aUser } from '../../support/people/people.js';

/** Each width, scheme and language is met. */
const LOOKS: readonly WindowOptions[] = [{ width: 1280 }, { width: 390, scheme: 'dark', language: 'de' }, { width: 320, scheme: 'dark' }];
/** Of a first visit, everything included (docs/reference/contract.md#pages). */
const MOST_BYTES = 60_000;

describeInChromium('how the providers look on the pages, in Chromium', () => {
  let world: ProviderPages;
  beforeAll(async () => {
    world = await ProviderPages.start();
  }, 120_000);
  afterAll(() => world.close());

  const isGerman = ({ language }: WindowOptions): boolean => language === 'de';
  const isFine = async ({ window }: Visitor) =>
    expect([await violationsOn(window.page), await window.sideways(), unexpected(window.faults)]).toEqual([[], 0, []]);

  it.each(LOOKS)('is for everybody (axe), and no wider than the window: %j', async (look) => {
    const [go, connect, exists] = isGerman(look)
      ? ['Weiter mit', 'verbinden', 'gibt es hier schon ein Konto']
      : ['Continue with', 'Connect', 'There is an account'];
    const person = await aUser(world.pages.app);
    world.isAtProviders({ email: person.email });
    const visitor = await Visitor.at(world.pages, '/register', look);
    await visitor.window.show('providers-register');
    await isFine(visitor);
    await visitor.go('/login');
    await visitor.window.show('providers-login');
    await isFine(visitor);
    await visit(visitor, `${go} ${STRANGE}`);
    await visitor.reads(new RegExp(exists));
    await visitor.window.show('providers-account-exists');
    await isFine(visitor);
    await visitor.page.locator('input[name=identifier]').fill(person.email);
    await visitor.page.locator('input[name=password]').fill(person.password);
    await visitor.page.locator('form button[type=submit]').click();
    await visitor.page.waitForURL(/login\/connect/);
    await visitor.page.getByRole('heading', { level: 1 }).waitFor();
    await visitor.window.show('providers-connect');
    await isFine(visitor);
    await visitor.page
      .getByRole('button', { name: new RegExp(connect, 'i') })
      .first()
      .click();
    await visitor.press('Allow');
    await visitor.page.waitForURL(/\/$/);
    await visitor.go('/security');
    await visitor.window.show('providers-security');
    await isFine(visitor);
    await visitor.window.close();
  });

  it('weighs little for who comes the first time, and asks nobody else', async () => {
    const window = await world.pages.window();
    await window.page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
    await window.go('/login');
    await window.page.getByRole('button', { name: 'Continue with Acme' }).waitFor();
    expect([...window.traffic.origins]).toEqual([world.pages.base]);
    expect(window.traffic.received).toBeLessThan(MOST_BYTES);
    process.stderr.write(`/login with providers: ${window.traffic.received} bytes, ${window.traffic.sent.length} requests\n`);
    await window.close();
  });
});
