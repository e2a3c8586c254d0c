import { describeInChromium } from '../../support/browser/chromium.js';
import { violationsOn } from '../../support/browser/axe.js';
import { Pages } from '../../support/browser/pages.js';
import { signedInWindow } from '../../support/browser/signed-in.js';

/** Each width, scheme and language is met, and no more pages drawn than that takes. */
const LOOKS = [
  { width: 1280, scheme: 'light', language: 'en' },
  { width: 390, scheme: 'dark', language: 'de' },
  { width: 320, scheme: 'light', language: 'de' },
] as const;

describeInChromium('how /profile and /security look, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start();
  }, 120_000);
  afterAll(() => pages.close());

  it.each(LOOKS)('are for everybody (axe), and no wider than the window: $width px, $scheme, $language', async (look) => {
    const { window } = await signedInWindow(pages, undefined, look);
    for (const path of ['/profile', '/security']) {
      await window.go(path);
      await window.page.getByRole('heading', { level: 2 }).last().waitFor();
      await window.show(path.slice(1));
      expect([await violationsOn(window.page), await window.sideways()]).toEqual([[], 0]);
    }
    await window.page
      .getByText(`Chrome ${look.language === 'de' ? 'unter' : 'on'} Linux`)
      .first()
      .waitFor();
    await window.page.getByRole('button', { name: /^(Set up|Einrichten)$/ }).click();
    await window.page.locator('img.qr').waitFor();
    await window.show('set-up');
    expect([await violationsOn(window.page), await window.sideways(), window.faults]).toEqual([[], 0, []]);
    await window.close();
  });
});
