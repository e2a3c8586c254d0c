import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Person } from '../people/people.js';
import { Traffic } from './traffic.js';

const { SCREENSHOTS } = process.env;
/** What AdminJS needs to slide its menu out of the picture. */
const MOVING_MS = 500;
/** What a page may take to show what it is waited for, on a machine with much to do. */
const LOADING_MS = 15_000;
const SIDEWAYS = `Math.max(...[document.documentElement, document.querySelector('[data-css=app-content]')]
  .filter(Boolean).map((element) => element.scrollWidth - element.clientWidth))`;

export interface WindowOptions {
  /** In CSS pixels, before the zoom. */
  readonly width?: number;
  /** What the browser asks for in `Accept-Language`. */
  readonly language?: string;
  readonly scheme?: 'light' | 'dark';
  /** 2 is 200 %: as a browser zooms, half as many CSS pixels of twice the size. */
  readonly zoom?: number;
  /** Where it seems to come from, for a service that trusts this machine as its proxy; limits by address keep such windows apart. */
  readonly address?: string;
}

/** One window of a browser, with cookies of its own, that writes down what went wrong in it and what it sent. */
export class BrowserWindow {
  /** What the console calls an error: uncaught exceptions, files that failed, and what the Content-Security-Policy refused. */
  readonly faults: string[] = [];

  private constructor(
    readonly page: Page,
    readonly traffic: Traffic,
    private readonly base: string,
    private readonly label: string,
  ) {
    page.setDefaultTimeout(LOADING_MS);
    page.on('pageerror', ({ message }) => this.faults.push(message));
    page.on('console', (line) => (['error', 'warning'].includes(line.type()) ? this.faults.push(line.text()) : undefined));
  }

  static async open(browser: Browser, base: string, options: WindowOptions = {}): Promise<BrowserWindow> {
    const { width = 1280, language = 'en', scheme = 'light', zoom = 1, address } = options;
    const context = await browser.newContext({
      viewport: { width: Math.round(width / zoom), height: Math.round(844 / zoom) },
      deviceScaleFactor: zoom,
      locale: language,
      colorScheme: scheme,
      reducedMotion: 'reduce', // nothing is looked at while it still moves
      ...(address !== undefined && { extraHTTPHeaders: { 'x-forwarded-for': address } }),
    });
    const page = await context.newPage();
    return new BrowserWindow(page, await Traffic.of(page), base, `${width}-${scheme}-${language}`);
  }

  /** Opens a page, below the base or anywhere, and waits until nothing loads any more. */
  async go(path: string): Promise<void> {
    await this.page.goto(path.startsWith('http') ? path : this.base + path, { waitUntil: 'networkidle' });
  }

  /** Signs somebody in, from the page that is open, as a page would. */
  async signIn({ email, password }: Person): Promise<void> {
    const status = await this.page.evaluate(async (body) => {
      const answer = await fetch('/api/auth/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      return answer.status;
    }, JSON.stringify({ email, password }));
    if (status !== 200) throw new Error(`login: ${status}`);
  }

  /** By how many pixels the page is wider than the window. */
  async sideways(): Promise<number> {
    return this.page.evaluate<number>(SIDEWAYS);
  }

  /** For people to look at, where `SCREENSHOTS` names a folder. */
  async show(name: string): Promise<void> {
    if (!SCREENSHOTS) return;
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.waitForLoadState('networkidle');
    await this.page.waitForTimeout(MOVING_MS);
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}-${this.label}.png`), fullPage: true });
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
