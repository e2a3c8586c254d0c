import type { CDPSession, Page } from 'playwright-core';

/** What a page has sent and loaded, as the browser itself counts it: the headers that really went out, bytes as they came over the wire. */
export class Traffic {
  private readonly lines: string[] = [];
  private readonly urls = new Map<string, string>();
  private bytes = 0;

  private constructor(session: CDPSession) {
    session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (request.url.startsWith('data:')) return;
      this.urls.set(requestId, request.url);
      this.lines.push(`${request.method} ${request.url}\n${written(request.headers)}`);
    });
    session.on('Network.requestWillBeSentExtraInfo', ({ requestId, headers }) => {
      this.lines.push(`${this.urls.get(requestId) ?? requestId}\n${written(headers)}`);
    });
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (this.bytes += encodedDataLength));
  }

  static async of(page: Page): Promise<Traffic> {
    const session = await page.context().newCDPSession(page);
    const traffic = new Traffic(session);
    await session.send('Network.enable');
    return traffic;
  }

  /** Each request's line and headers, that hold the text; bodies are left out. */
  carriersOf(text: string): readonly string[] {
    return this.lines.filter((line) => line.includes(text));
  }

  /** Requests by method and path, as they were sent. */
  get sent(): readonly string[] {
    return this.lines.map((line) => line.split('\n', 1)[0]!).filter((line) => /^[A-Z]+ /.test(line));
  }

  /** The origins that were asked for something. */
  get origins(): ReadonlySet<string> {
    return new Set([...this.urls.values()].map((url) => new URL(url).origin));
  }

  /** Over the wire, with the heads of answers. */
  get received(): number {
    return this.bytes;
  }

  /** Counts from now on. */
  forget(): void {
    this.lines.length = 0;
    this.urls.clear();
    this.bytes = 0;
  }
}

const written = (headers: object): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n');
