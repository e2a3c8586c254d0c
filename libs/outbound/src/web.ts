import { lookup } from 'node:dns';
import { lookup as lookUp } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { FailedRequest } from './failed-request.js';
import type { WebBounds, WebProtocol, WebRequest, WebRules, WebStatus } from './web-rules.js';

/** Somebody in front of the host does not reach it, perhaps for a moment (RFC 9110 §15.6). */
const GATEWAY_STATUSES: readonly number[] = [502, 503, 504];

/** The connection was not made, or broke. */
class Away extends FailedRequest {}

/**
 * The way out to addresses that others name, which are as untrusted as any input (OWASP SSRF Prevention): by the rules alone, judged when
 * the connection is made, so that a name cannot be bound anew between judgement and use. No redirect is followed, no answer read beyond
 * its bounds.
 */
export class Web {
  private readonly agents: Readonly<Record<WebProtocol, Agent>>;

  constructor(
    private readonly rules: WebRules,
    private readonly bounds: WebBounds,
  ) {
    this.agents = { 'https:': this.open('https:'), 'http:': this.open('http:') };
  }

  /** The address, if people and requests may go there; a name in it is judged where it is looked up. @throws FailedRequest */
  demandAddress(text: unknown, called: string): URL {
    if (typeof text !== 'string' || !URL.canParse(text)) throw new FailedRequest(`${called} is no address`);
    const url = new URL(text);
    const { protocol } = url;
    const name = nameOf(url);
    if (!isSpoken(protocol) || !this.rules.takesName(name, protocol)) throw new FailedRequest(`${called} is not https`);
    if (url.username !== '' || url.password !== '') throw new FailedRequest(`${called} names a user`);
    if (isIP(name) !== 0 && !this.rules.takesAddress(name, name, protocol)) throw new FailedRequest(`${called} is in a private network`);
    return url;
  }

  /** As `demandAddress`; and now its name stands for addresses that may be connected to. @throws FailedRequest */
  async demandReachable(text: unknown, called: string): Promise<URL> {
    const url = this.demandAddress(text, called);
    const name = nameOf(url);
    if (isIP(name) !== 0) return url;
    const found = await lookUp(name, { all: true }).catch(() => []);
    if (found.length === 0) throw new FailedRequest(`${called} has a name that stands for no address`);
    const isTaken = found.every(({ address }) => this.rules.takesAddress(address, name, url.protocol as WebProtocol)); // demanded above
    if (!isTaken) throw new FailedRequest(`${called} is in a private network`);
    return url;
  }

  /** What can be asked twice is, where a connection breaks or a gateway is in the way; both within the one time. @throws FailedRequest */
  async fetch(address: string, asked: WebRequest): Promise<Response> {
    const url = this.demandAddress(address, 'the address');
    const signal = AbortSignal.timeout(this.bounds.timeoutMs);
    const once = (): Promise<Response> => this.send(url, asked, signal, (data) => this.responseOf(data));
    if (asked.method !== 'GET') return once();
    const first = await once().catch((error: unknown) => {
      if (!(error instanceof Away)) throw error;
      return null;
    });
    return first && !GATEWAY_STATUSES.includes(first.status) ? first : once();
  }

  /** Once, and nothing of the answer but how it went. @throws FailedRequest */
  async tell(address: string, asked: WebRequest): Promise<WebStatus> {
    const url = this.demandAddress(address, 'the address');
    const signal = AbortSignal.timeout(this.bounds.timeoutMs);
    return this.send(url, asked, signal, async ({ statusCode, headers, body }) => {
      await body.dump({ limit: this.bounds.answerBytes, signal }).catch(() => {}); // it was told, whatever comes after
      return { status: statusCode, retryAfter: secondsIn(headers['retry-after']) };
    });
  }

  /** May a host of this name be asked without TLS? */
  takesHttp(hostname: string): boolean {
    return this.rules.takesName(hostname, 'http:');
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.agents).map((agent) => agent.destroy()));
  }

  private open(protocol: WebProtocol): Agent {
    return new Agent({ connect: { lookup: this.lookupFor(protocol), timeout: this.bounds.timeoutMs } });
  }

  private async send<T>(
    url: URL,
    { method, headers, body }: WebRequest,
    signal: AbortSignal,
    read: (data: Dispatcher.ResponseData) => Promise<T>,
  ): Promise<T> {
    const dispatcher = this.agents[url.protocol as WebProtocol]; // `demandAddress` took it
    try {
      return await read(await request(url, { method, headers, body, signal, dispatcher }));
    } catch (error) {
      throw this.asFailed(error, url, signal);
    }
  }

  private lookupFor(protocol: WebProtocol): LookupFunction {
    return (hostname, options, callback) => {
      // A thrown error would end the process here, and with an error there is no list, whatever the type says.
      lookup(hostname, { ...options, all: true }, (error, found) => {
        const name = withoutDot(hostname);
        const isRefused = !error && found.some(({ address }) => !this.rules.takesAddress(address, name, protocol));
        if (error) callback(error, []);
        else if (isRefused) callback(new FailedRequest(`${hostname} is in a private network, which is not allowed`), []);
        else if (options.all) callback(null, found);
        else callback(null, found[0]?.address ?? '', found[0]?.family);
      });
    };
  }

  /** As much of it as may be read. */
  private async responseOf({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Response> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > this.bounds.answerBytes) throw new FailedRequest(`an answer is longer than ${this.bounds.answerBytes} bytes`);
      chunks.push(chunk);
    }
    const told = Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]));
    return new Response(hasBody(statusCode) ? Buffer.concat(chunks) : null, { status: statusCode, headers: told });
  }

  private asFailed(error: unknown, { host }: URL, { aborted }: AbortSignal): FailedRequest {
    if (error instanceof FailedRequest) return error;
    return aborted
      ? new FailedRequest(`${host} gave no answer within ${this.bounds.timeoutMs} ms`, error)
      : new Away(`${host} cannot be reached`, error);
  }
}

const isSpoken = (protocol: string): protocol is WebProtocol => protocol === 'https:' || protocol === 'http:';

const withoutDot = (hostname: string): string => hostname.replace(/\.$/, '');
const nameOf = ({ hostname }: URL): string => withoutDot(hostname.replace(/^\[|\]$/g, ''));

/** Some statuses have none, and `Response` takes none with them. */
const hasBody = (status: number): boolean => ![101, 204, 205, 304].includes(status);

function secondsIn(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : null;
}
