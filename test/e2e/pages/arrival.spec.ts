import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';

const TOKEN = 'this-is-the-token-of-the-link';
const LINK = `?uid=0b8f8d4e-6c0b-4c55-9a53-6d3d6f0a9d11&token=${TOKEN}`;
const PATHS = [
  ...['/verify-account', '/password-reset-confirm', '/change-email-confirm', '/undo-email-change'],
  ...['/confirm-sign-in', '/report-sign-in'],
];

describeInChromium('the arrival by a mailed link, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start();
  }, 120_000);
  afterAll(() => pages.close());

  it.each(PATHS)(
    'takes the token of %s out of the address, sends it nowhere and does nothing (mail scanner that runs scripts)',
    async (path) => {
      const { page, traffic, faults } = await pages.window();
      await page.goto(pages.base + path + LINK, { waitUntil: 'networkidle' });
      expect([page.url(), faults]).toEqual([pages.base + path, []]);

      await page.reload({ waitUntil: 'networkidle' });
      await page.goto(`${pages.base}/`, { waitUntil: 'networkidle' });

      const [arrival, ...later] = traffic.sent.filter((line) => line.includes(TOKEN));
      expect([arrival, later]).toEqual([`GET ${pages.base}${path}${LINK}`, []]);
      expect(traffic.carriersOf(TOKEN).map((line) => line.split('\n', 1)[0])).toEqual(Array(2).fill(expect.stringContaining(path)));
      expect(traffic.sent.filter((line) => !line.startsWith('GET '))).toEqual([]);
      expect([...traffic.origins]).toEqual([pages.base]);
      await page.context().close();
    },
  );
});
