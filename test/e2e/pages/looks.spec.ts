import { violationsOn } from '../../support/browser/axe.js';
import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';
import type { WindowOptions } from '../../support/browser/window.js';

const PATHS = ['/', '/register', '/login', '/login/code', '/login/second-factor', '/logout'];
const LOOKS: readonly WindowOptions[] = [
  { width: 320, language: 'de' },
  { width: 390, scheme: 'dark' },
  { width: 1280, zoom: 2 },
  { width: 1920, scheme: 'dark', language: 'de' },
];
/** Of a first visit, everything included (docs/reference/contract.md#pages). */
const MOST_BYTES = 60_000;

describeInChromium('the look of the pages', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start();
  }, 120_000);
  afterAll(() => pages.close());

  it.each(LOOKS)('holds for everybody who looks at them with %j', async (look) => {
    const window = await pages.window(look);
    for (const path of PATHS) {
      await window.go(path);
      await window.page.getByRole('heading', { level: 1 }).waitFor();
      expect([path, await violationsOn(window.page), await window.sideways()]).toEqual([path, [], 0]);
      await window.show(`look${path.replaceAll('/', '-')}`);
    }
    expect(window.faults).toEqual([]);
    await window.close();
  });

  it.each(PATHS)('weighs little at %s for who comes the first time, and asks nobody else', async (path) => {
    const window = await pages.window();
    await window.page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
    await window.go(path);
    await window.page.getByRole('heading', { level: 1 }).waitFor();
    expect([...window.traffic.origins]).toEqual([pages.base]);
    expect(window.traffic.received).toBeLessThan(MOST_BYTES);
    expect(window.traffic.received).toBeGreaterThan(10_000);
    process.stderr.write(`${path}: ${window.traffic.received} bytes, ${window.traffic.sent.length} requests\n`);
    await window.close();
  });

  it('is used by keyboard alone', async () => {
    const window = await pages.window();
    const { page } = window;
    await window.go('/login');
    const reached: (string | null)[] = [];
    for (let at = 0; at < 8; at += 1) {
      const focused = page.locator(':focus');
      reached.push((await focused.getAttribute('name')) ?? (await focused.textContent()));
      await page.keyboard.press('Tab');
    }
    expect(reached).toEqual([
      ...['identifier', 'password', 'Show', 'Sign in', 'Forgot your password?', 'Sign in with a code', 'Create account', 'Deutsch'],
    ]);
    await window.close();
  });
});
