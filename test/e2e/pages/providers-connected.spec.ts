import { describeInChromium } from '../../support/browser/chromium.js';
import { ProviderPages, STRANGE, TRUSTED } from '../../support/browser/provider-pages.js';
import { hasFocus, regionOf, signedInWindow } from '../../support/browser/signed-in.js';
import { unexpected } from '../../support/browser/visitor.js';
import type { BrowserWindow } from '../../support/browser/window.js';
import { aUser } from '../../support/people/people.js';

const REGION = 'Connected accounts';
const SIX_MINUTES = 6 * 60_000;

describeInChromium('connected accounts at /security, in Chromium', () => {
  let world: ProviderPages;
  beforeAll(async () => {
    world = await ProviderPages.start();
  }, 120_000);
  afterAll(() => world.close());

  const region = (window: BrowserWindow) => regionOf(window, REGION);
  const button = (window: BrowserWindow, name: string) => region(window).getByRole('button', { name, exact: true });

  async function allow({ page }: BrowserWindow): Promise<void> {
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Security' }).waitFor();
  }

  async function connectedWindow() {
    const { email } = world.isAtProviders();
    const { person, window } = await signedInWindow(world.pages);
    await window.go('/security');
    await button(window, `Connect ${TRUSTED}`).click();
    await allow(window);
    return { window, person, email: String(email) };
  }

  it('are connected, shown, and taken away', async () => {
    const { window, email } = await connectedWindow();
    await region(window).getByText(`${TRUSTED} is connected.`).waitFor();
    const row = region(window).getByRole('listitem');
    expect(await row.textContent()).toContain(email); // as it is called there, which is not its address here
    expect(await button(window, `Connect ${TRUSTED}`).count()).toBe(0);
    expect(await button(window, `Connect ${STRANGE}`).count()).toBe(1);
    await window.page.reload({ waitUntil: 'networkidle' });
    expect(await region(window).getByText(`${TRUSTED} is connected.`).count()).toBe(0);
    await button(window, 'Disconnect').click();
    const question = window.page.getByRole('dialog', { name: `Disconnect ${TRUSTED}?` });
    await question.getByRole('button', { name: 'Disconnect' }).click();
    await region(window).getByText(`${TRUSTED} was disconnected.`).waitFor();
    await region(window).getByText('No account is connected yet.').waitFor();
    expect(unexpected(window.faults)).toEqual([]); // the provider has no icon
    await window.close();
  });

  it('are taken away by keyboard alone, and the focus stays in their part', async () => {
    const { window } = await connectedWindow();
    await button(window, 'Disconnect').focus();
    await window.page.keyboard.press('Enter');
    await window.page.getByRole('dialog').waitFor();
    await window.page.keyboard.press('Escape');
    expect(await hasFocus(button(window, 'Disconnect'))).toBe(true);
    await window.page.keyboard.press('Enter');
    await window.page.getByRole('dialog').waitFor();
    await window.page.keyboard.press('Enter'); // `Disconnect` comes first
    await region(window).getByText(`${TRUSTED} was disconnected.`).waitFor();
    expect(await hasFocus(region(window).getByRole('heading', { name: REGION }))).toBe(true);
    await window.close();
  });

  it('want a recent proof, in a dialog, before anybody is led away', async () => {
    world.isAtProviders();
    const { person, window } = await signedInWindow(world.pages);
    await world.pages.app.advance(SIX_MINUTES);
    await window.go('/security');
    await button(window, `Connect ${TRUSTED}`).click();
    const dialog = window.page.getByRole('dialog');
    await dialog.getByLabel('Password', { exact: true }).fill(person.password);
    await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
    await allow(window);
    await region(window).getByText(`${TRUSTED} is connected.`).waitFor();
    await window.close();
  });

  it('say that an account is connected to another one here, and connect nothing', async () => {
    const { window: first } = await connectedWindow();
    await first.close();
    const { window } = await signedInWindow(world.pages, await aUser(world.pages.app));
    await window.go('/security');
    await button(window, `Connect ${TRUSTED}`).click();
    await allow(window);
    await window.page.getByRole('alert').getByText('That account is connected here already, to this account or to another one.').waitFor();
    await region(window).getByText('No account is connected yet.').waitFor();
    await window.close();
  });

  it('say that somebody cancelled there', async () => {
    world.isAtProviders();
    const { window } = await signedInWindow(world.pages);
    await window.go('/security');
    await button(window, `Connect ${TRUSTED}`).click();
    await window.page.getByRole('button', { name: 'Deny', exact: true }).click();
    await window.page.getByText('You cancelled there, so nothing has happened here.').waitFor();
    await window.close();
  });

  it('say why the last way in stays', async () => {
    const { window } = await connectedWindow();
    const problem = { type: 'urn:castellan:error:last_factor', code: 'last_factor', status: 409, title: '-', detail: '-' };
    await window.page.route('**/api/auth/identities/*', (route) =>
      route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    );
    await button(window, 'Disconnect').click();
    await window.page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await region(window).getByRole('alert').getByText('Without this nobody could sign in to your account any more.').waitFor();
    await window.close();
  });
});
