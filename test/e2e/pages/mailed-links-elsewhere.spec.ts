import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import { aUser } from '../../support/people/people.js';

const LINKS = '[...document.links].map(({ href }) => href)';

describeInChromium('mailed links where people sign in elsewhere, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start({ PAGES: 'off' });
  }, 120_000);
  afterAll(() => pages.close());

  it('lead to no page that is not there', async () => {
    const person = await aUser(pages.app, { verified: false });
    const window = await pages.window();
    await window.go((await pages.linkTo(person.email)).href);
    await window.page.getByRole('button', { name: 'Confirm address' }).click();
    await window.page.getByText('You can close this page and sign in where you usually do.').waitFor();
    await window.show('verify-account-done-elsewhere');

    const links = await window.page.evaluate<string[]>(LINKS);
    for (const page of ['/password-reset', '/change-email-confirm?uid=u1', '/confirm-sign-in?uid=u1&token=t1']) {
      await window.go(page);
      links.push(...(await window.page.evaluate<string[]>(LINKS)));
    }
    for (const link of links) expect([link, (await fetch(link)).status]).toEqual([link, 200]);
  });
});
