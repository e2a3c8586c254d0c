import { DevInbox } from '@castellan/notifications';
import type { Browser } from 'playwright-core';
import { eventually } from '../app/eventually.js';
import { someAddress } from '../http/some-address.js';
import { TestApp } from '../app/test-app.js';
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

  /** @param host browsers know passkeys at `localhost`, and none at an IP address */
  static async start(environment: NodeJS.ProcessEnv = {}, host = '127.0.0.1'): Promise<Pages> {
    const port = String(await freePort());
    const base = `http://${host}:${port}`;
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

  /** The newest mailed link with a token, or the newest to that page, once the address has had `count` mails. */
  async linkTo(address: string, count = 1, page = ''): Promise<URL> {
    const isMeant = (link: string): boolean => link.includes(`/${page}`) && link.includes('token=');
    const links = async (): Promise<readonly string[]> => {
      const mails = await this.app.get(DevInbox).list(address);
      return mails.length < count ? [] : mails.flatMap((mail) => mail.links.filter(isMeant));
    };
    return new URL((await eventually(links, ({ length }) => length > 0))[0]!);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.app.close();
  }
}
