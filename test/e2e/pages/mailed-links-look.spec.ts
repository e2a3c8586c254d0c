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
const PICTURED = [390, 1280];
const SMALLEST_TARGET_PX = 44;
const TARGETS = `[...document.querySelectorAll('button, .button, input')].filter((element) => element.offsetParent)
  .map((element) => Math.round(element.getBoundingClientRect().height))`;

type Scheme = 'light' | 'dark';

describeInChromium('the look of the pages behind mailed links, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start();
  }, 120_000);
  afterAll(() => pages.close());

  /** In every width: nothing to scroll sideways, nothing too small for a finger. In each scheme: nothing that axe has against it. */
  async function looksGood(window: BrowserWindow, name: string, schemes: readonly Scheme[]): Promise<void> {
    const { page } = window;
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 844 });
      expect([width, await window.sideways()]).toEqual([width, 0]);
    }
    expect(Math.min(...(await page.evaluate<number[]>(TARGETS)))).toBeGreaterThanOrEqual(SMALLEST_TARGET_PX);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsOn(page)).toEqual([]);
      for (const width of PICTURED) {
        await page.setViewportSize({ width, height: 844 });
        await window.show(`${name}-${width}-${colorScheme}`);
      }
    }
  }

  describe.each([
    ['en', ['light', 'dark']],
    ['de', ['dark']], // the words are longer, all else is alike
  ] as const)('in the language %s', (language, schemes) => {
    let window: BrowserWindow;
    beforeAll(async () => {
      window = await pages.window({ language });
    });
    afterAll(() => window.close());

    it.each(PATHS)('is good for everybody at %s', async (path) => {
      await window.go(path + LINK);
      expect(await window.page.evaluate('document.documentElement.lang')).toBe(language);
      await looksGood(window, path.slice(1), schemes);
    });

    it.each(PATHS.filter((path) => path !== '/password-reset'))('is good for everybody at %s without a link', async (path) => {
      await window.go(`${path}?uid=u1`);
      await looksGood(window, `${path.slice(1)}-incomplete`, ['light']);
    });
  });

  it('loads 60 kB at most over the wire, from this service alone', async () => {
    const fresh = await pages.window();
    await fresh.go(`/verify-account${LINK}`);

    expect(fresh.traffic.received).toBeLessThanOrEqual(60_000);
    expect([...fresh.traffic.origins]).toEqual([pages.base]);
    await fresh.close();
  });
});
