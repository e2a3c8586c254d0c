import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const { CHROMIUM_PATH, CI } = process.env;
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium has no sandbox for root, and does not start without being told
];

/** Stories in a real browser: of Debian's package, or any other Chromium. On CI it must be there; elsewhere they are skipped without it. */
export const describeInChromium = CHROMIUM_PATH || CI ? describe : describe.skip;
if (!CHROMIUM_PATH && !CI) process.stderr.write('No browser for the stories in Chromium, they are skipped: set CHROMIUM_PATH.\n');

export function startChromium(): Promise<Browser> {
  if (!CHROMIUM_PATH) throw new Error('Set CHROMIUM_PATH to a Chromium, such as /usr/bin/chromium.');
  return chromium.launch({ executablePath: CHROMIUM_PATH, args: FLAGS });
}
