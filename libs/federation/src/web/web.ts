import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { canonicalAddress, isPublicAddress } from '@castellan/common';
import { Agent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { Failed } from '../providers/failures.js';

/** A provider answers within this, in milliseconds (docs/reference/contract.md#providers). */
export const PROVIDER_TIMEOUT_MS = 5_000;

/** No answer of a provider is longer, in bytes: metadata and keys take some kilobytes. */
export const PROVIDER_ANSWER_BYTES = 1_048_576;

/** Somebody in front of the provider does not reach it, perhaps for a moment (RFC 9110 §15.6). */
const GATEWAY_STATUSES: readonly number[] = [502, 503, 504];

/** The connection was not made, or broke. */
class Away extends Failed {}

export interface WebRules {
  /** Outside production: http, and addresses of this machine. */
  readonly allowsLoopback: boolean;
  readonly allowsPrivateAddresses: boolean;
}

export interface WebRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * The way out to a provider. Its metadata names addresses that this service then asks, so they are as untrusted as any input (OWASP SSRF
 * Prevention): https alone, to public addresses, judged when the connection is made, so that a name cannot be bound anew between judgement
 * and use. No redirect is followed, no answer read beyond its bounds.
 */
export class Web {
  private readonly agent: Agent;

  constructor(private readonly rules: WebRules) {
    this.agent = new Agent({ connect: { lookup: this.lookup, timeout: PROVIDER_TIMEOUT_MS } });
  }

  /** The address, if people and requests may go there. @throws Failed */
  demandAddress(text: unknown, called: string): URL {
    if (typeof text !== 'string' || !URL.canParse(text)) throw new Failed(`${called} is no address`);
    const url = new URL(text);
    const isTaken = url.protocol === 'https:' || (url.protocol === 'http:' && this.rules.allowsLoopback && isLoopbackHost(url.hostname));
    if (!isTaken) throw new Failed(`${called} is not https`);
    if (url.username !== '' || url.password !== '') throw new Failed(`${called} names a user`);
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !this.allows(literal)) throw new Failed(`${called} is in a private network`);
    return url;
  }

  /** What can be asked twice is, where a connection breaks or a gateway is in the way; both within the one time. @throws Failed */
  async fetch(address: string, asked: WebRequest): Promise<Response> {
    const url = this.demandAddress(address, 'an address of the provider');
    const signal = AbortSignal.timeout(PROVIDER_TIMEOUT_MS);
    const once = (): Promise<Response> => this.send(url, asked, signal);
    if (asked.method !== 'GET') return once();
    const first = await once().catch((error: unknown) => {
      if (!(error instanceof Away)) throw error;
      return null;
    });
    return first && !GATEWAY_STATUSES.includes(first.status) ? first : once();
  }

  /** May some addresses of its be asked without TLS? */
  get allowsHttp(): boolean {
    return this.rules.allowsLoopback;
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private async send(url: URL, { method, headers, body }: WebRequest, signal: AbortSignal): Promise<Response> {
    try {
      return await responseOf(await request(url, { method, headers, body, signal, dispatcher: this.agent }));
    } catch (error) {
      throw asFailed(error, url, signal);
    }
  }

  private readonly lookup: LookupFunction = (hostname, options, callback) => {
    // A thrown error would end the process here, and with an error there is no list, whatever the type says.
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const isRefused = !error && found.some(({ address }) => !this.allows(address));
      if (error) callback(error, []);
      else if (isRefused) callback(new Failed(`${hostname} is in a private network, which is not allowed`), []);
      else if (options.all) callback(null, found);
      else callback(null, found[0]?.address ?? '', found[0]?.family);
    });
  };

  private allows(address: string): boolean {
    return this.rules.allowsPrivateAddresses || isPublicAddress(address) || (this.rules.allowsLoopback && isLoopback(address));
  }
}

const isLoopbackHost = (hostname: string): boolean => hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''));

function isLoopback(address: string): boolean {
  const canonical = canonicalAddress(address);
  return canonical !== undefined && (canonical === '::1' || /^127\./.test(canonical));
}

/** As much of it as may be read. */
async function responseOf({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Response> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > PROVIDER_ANSWER_BYTES) throw new Failed(`an answer is longer than ${PROVIDER_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  const told = Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]));
  return new Response(hasBody(statusCode) ? Buffer.concat(chunks) : null, { status: statusCode, headers: told });
}

/** Some statuses have none, and `Response` takes none with them. */
const hasBody = (status: number): boolean => ![101, 204, 205, 304].includes(status);

function asFailed(error: unknown, { host }: URL, { aborted }: AbortSignal): Failed {
  if (error instanceof Failed) return error;
  return aborted
    ? new Failed(`${host} gave no answer within ${PROVIDER_TIMEOUT_MS} ms`, error)
    : new Away(`${host} cannot be reached`, error);
}
