import { generateKeyPairSync } from 'node:crypto';
import { violationsOn } from '../../support/browser/axe.js';
import { describeInChromium } from '../../support/browser/chromium.js';
import { Pages } from '../../support/browser/pages.js';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const APPLE_KEY = [
  ['TEAM_ID', 'ABCDE12345'],
  ['KEY_ID', 'FGHIJ67890'],
  ['PRIVATE_KEY', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
];
/** In the order of the configuration, which is nobody's alphabet. */
const PRESETS = {
  google: 'Google',
  gitlab: 'GitLab',
  microsoft: 'Microsoft',
  github: 'GitHub',
  apple: 'Apple',
};
const PRESET_SETTINGS = Object.keys(PRESETS).flatMap((id) => {
  const name = (setting: string): string => `PROVIDER_${id.toUpperCase()}_${setting}`;
  return [
    [name('CLIENT_ID'), 'client'],
    ...(id === 'apple' ? APPLE_KEY.map(([setting, value]) => [name(setting!), value]) : [[name('CLIENT_SECRET'), 'secret']]),
  ];
});

describeInChromium('the marks of the presets, in Chromium', () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start({
      PROVIDERS: Object.keys(PRESETS).join(','),
      ...(Object.fromEntries(PRESET_SETTINGS) as NodeJS.ProcessEnv),
    });
  }, 120_000);
  afterAll(() => pages.close());

  it.each(['light', 'dark'] as const)('stand beside their names, in the order of the configuration: %s', async (scheme) => {
    const window = await pages.window({ scheme, width: 390 });
    await window.go('/login');
    await window.show('presets');
    const buttons = window.page.getByRole('button', {
      name: /^Continue with /,
    });
    expect(await buttons.allTextContents()).toEqual(Object.values(PRESETS).map((name) => `Continue with ${name}`));
    expect(await buttons.locator('svg.provider-mark').count()).toBe(5);
    expect([await violationsOn(window.page), await window.sideways(), window.faults]).toEqual([[], 0, []]);
    await window.close();
  });
});
