import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const { CHROMIUM_PATH, CI, PANEL_SCREENSHOTS } = process.env;
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium has no sandbox for root, and does not start without being told
];
/** What AdminJS needs to slide its menu out of the picture. */
const MOVING_MS = 500;
const SIDEWAYS = `Math.max(...[document.documentElement, document.querySelector('[data-css=app-content]')]
  .filter(Boolean).map((element) => element.scrollWidth - element.clientWidth))`;

/** Stories in a real browser: of Debian's package, or any other Chromium. On CI it must be there; elsewhere they are skipped without it. */
export const describeInChromium = CHROMIUM_PATH || CI ? describe : describe.skip;
if (!CHROMIUM_PATH && !CI) process.stderr.write('No browser for the stories in Chromium, they are skipped: set CHROMIUM_PATH.\n');

export function startChromium(): Promise<Browser> {
  if (!CHROMIUM_PATH) throw new Error('Set CHROMIUM_PATH to a Chromium, such as /usr/bin/chromium.');
  return chromium.launch({ executablePath: CHROMIUM_PATH, args: FLAGS });
}

/** One window of a browser, with cookies of its own, that writes down what went wrong in it. */
export class BrowserWindow {
  /** What the console calls an error: uncaught exceptions, files that failed, and what the Content-Security-Policy refused. */
  readonly faults: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly base: string,
  ) {
    page.on('pageerror', ({ message }) => this.faults.push(message));
    page.on('console', (line) => (['error', 'warning'].includes(line.type()) ? this.faults.push(line.text()) : undefined));
  }

  static async open(browser: Browser, base: string, width: number): Promise<BrowserWindow> {
    const context = await browser.newContext({ viewport: { width, height: 844 } });
    return new BrowserWindow(await context.newPage(), base);
  }

  /** Opens a page of the panel and waits until nothing loads any more. */
  async go(path: string): Promise<void> {
    await this.page.goto(this.base + path, { waitUntil: 'networkidle' });
  }

  /** By how many pixels the page is wider than the window. */
  async sideways(): Promise<number> {
    return this.page.evaluate<number>(SIDEWAYS);
  }

  /** For people to look at, where `PANEL_SCREENSHOTS` names a folder. */
  async show(name: string): Promise<void> {
    if (!PANEL_SCREENSHOTS) return;
    mkdirSync(PANEL_SCREENSHOTS, { recursive: true });
    await this.page.waitForLoadState('networkidle');
    await this.page.waitForTimeout(MOVING_MS);
    await this.page.screenshot({ path: join(PANEL_SCREENSHOTS, `${name}-${this.page.viewportSize()?.width ?? 0}.png`) });
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
