import { violationsOn } from '../../support/browser/axe.js';
import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import type { BrowserWindow } from '../../support/browser/window.js';

const LINK = '?uid=0b8f8d4e-6c0b-4c55-9a53-6d3d6f0a9d11&token=this-is-the-token-of-the-link';
const PATHS = [
  '/verify-account',
  '/password-reset',
  '/password-reset-confirm',
  '/change-email-confirm',
  '/undo-email-change',
  '/confirm-sign-in',
  '/report-sign-in',
];
/** In CSS pixels; 640 is what 1280 are at 200 %. */
const WIDTHS = [320, 390, 640, 1280];
const SMALLEST_TARGET_PX = 44;
const TARGETS = `[...document.querySelectorAll('button, .button, input')].filter((element) => element.offsetParent)
  .map((element) => Math.round(element.getBoundingClientRect().height))`;

describeInChromium.each(['en', 'de'])('the look of the pages behind mailed links, in Chromium, language %s', (language) => {
  let pages: Pages;
  let window: BrowserWindow;
  beforeAll(async () => {
    pages = await Pages.start();
    window = await pages.window({ language });
  }, 120_000);
  afterAll(() => pages.close());

  /** In every width and both schemes: nothing to scroll sideways, nothing too small for a finger, nothing that axe has against it. */
  async function looksGood(name: string): Promise<void> {
    const { page } = window;
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 844 });
      expect([width, await window.sideways()]).toEqual([width, 0]);
    }
    expect(Math.min(...(await page.evaluate<number[]>(TARGETS)))).toBeGreaterThanOrEqual(SMALLEST_TARGET_PX);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsOn(page)).toEqual([]);
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        await window.show(`${name}-${colorScheme}-${width}`);
      }
    }
  }

  it.each(PATHS)('is good for everybody at %s, with its link and without', async (path) => {
    await window.go(path + LINK);
    expect(await window.page.evaluate('document.documentElement.lang')).toBe(language);
    await looksGood(path.slice(1));
    await window.page.goto('about:blank');
    if (path === '/password-reset') return;
    await window.go(`${path}?uid=u1`);
    await looksGood(`${path.slice(1)}-incomplete`);
  });

  it('loads 60 kB at most over the wire, from this service alone', async () => {
    const fresh = await pages.window({ language });
    await fresh.go(`/verify-account${LINK}`);

    expect(fresh.traffic.received).toBeLessThanOrEqual(60_000);
    expect([...fresh.traffic.origins]).toEqual([pages.base]);
    await fresh.close();
  });
});
