import type { Browser } from 'playwright-core';
import { someAddress, TestApp } from '../app/test-app.js';
import { freePort } from '../service/free-port.js';
import { startChromium } from './chromium.js';
import { BrowserWindow } from './window.js';
import type { WindowOptions } from './window.js';

/** The real app at an address that it knows itself by, and one browser whose windows know nothing of each other. */
export class Pages {
  private constructor(
    readonly app: TestApp,
    readonly browser: Browser,
    readonly base: string,
  ) {}

  static async start(environment: NodeJS.ProcessEnv = {}): Promise<Pages> {
    const port = String(await freePort());
    const base = `http://127.0.0.1:${port}`;
    const browser = await startChromium();
    const app = await TestApp.start({ PORT: port, PUBLIC_URL: base, ...environment }).catch((error: unknown) =>
      browser.close().then(() => Promise.reject(error as Error)),
    );
    return new Pages(app, browser, base);
  }

  /** At an address of its own, or at one that is told. */
  window(options: WindowOptions = {}): Promise<BrowserWindow> {
    return BrowserWindow.open(this.browser, this.base, { address: someAddress(), ...options });
  }

  /** The newest mailed link with a token, once the address has had `count` mails. */
  async linkTo(address: string, count = 1): Promise<URL> {
    const { links } = await this.app.mailTo(address, count);
    return new URL(links.find((link) => link.includes('token='))!);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.app.close();
  }
}
