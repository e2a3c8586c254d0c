import createClient, { type Client } from 'openapi-fetch';
import { answersOf } from './problems/answers-of.js';
import type { paths } from './schema.js';
import { Session } from './session/session.js';
import { locksHere, Turns, type Locks } from './session/turns.js';
import { BearerTransport } from './transports/bearer-transport.js';
import { bodyOf } from './transports/body-of.js';
import { CookieTransport } from './transports/cookie-transport.js';
import { originHere, serviceAt } from './transports/service-at.js';
import { TokensInMemory, type TokenStore } from './transports/token-store.js';
import type { Transport } from './transports/transport.js';
import type { EndReason } from './types.js';

/** Which service, how tokens travel, and whom to tell of the end. */
export interface CastellanOptions {
  /** The service's PUBLIC_URL. In a browser also a path of this origin; default: its root. */
  readonly baseUrl?: string;
  /** `cookie` in browsers, whose scripts then never see a token; `bearer` elsewhere (docs/reference/contract.md#transports). */
  readonly transport: 'cookie' | 'bearer';
  /** Where a bearer session keeps its tokens; default: in memory. */
  readonly tokens?: TokenStore;
  /** Default: the global one. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Which language mails and texts shall have, a BCP 47 tag; default: what the browser asks for. */
  readonly language?: string | (() => string);
  /** What lets sign-ins, sign-outs and refreshes of several tabs take turns; default: the browser's Web Locks, where it has them. */
  readonly locks?: Locks | null;
  /** Called once when the session is over without a sign-out here; `null` where the service does not say why. What it throws is reported. */
  readonly onSessionOver?: (reason: EndReason | null) => void;
}

/** What `createCastellan` gives. */
export interface Castellan {
  /**
   * Each route by its path: `const { data, error } = await api.GET('/api/auth/me')`. `error` is the problem of a call that failed; a call
   * without an answer of the service throws `NetworkFailure`. A call with an `authorization` header of its own goes out as it is.
   */
  readonly api: Client<paths>;
}

/**
 * A client of one service and one session. Where the session's access has expired, a call refreshes it and goes out once more: one refresh
 * at a time, in all tabs.
 * @throws TypeError where `baseUrl` is neither a whole address nor, in a page, a path of it, or has `?` or `#` in it
 */
export function createCastellan(options: CastellanOptions): Castellan {
  const baseUrl = serviceAt(options.baseUrl ?? '');
  const locks = options.locks === undefined ? locksHere() : options.locks;
  const session = new Session({
    baseUrl,
    transport: transportOf(options, baseUrl),
    fetch: answersOf(options.fetch ?? ((request) => fetch(request))),
    turns: new Turns(locks, `castellan ${baseUrl}`),
    onSessionOver: options.onSessionOver ?? (() => undefined),
  });
  const api = createClient<paths>({
    baseUrl,
    credentials: credentialsOf(options, baseUrl),
    bodySerializer: bodyOf,
    fetch: (request) => session.send(inLanguage(request, options.language)),
  });
  return { api };
}

function transportOf({ transport, tokens }: CastellanOptions, baseUrl: string): Transport {
  return transport === 'cookie' ? new CookieTransport(baseUrl) : new BearerTransport(baseUrl, tokens ?? new TokensInMemory());
}

/** Cookies go to the service alone, and only where they are the transport. */
function credentialsOf({ transport }: CastellanOptions, baseUrl: string): 'omit' | 'same-origin' | 'include' {
  if (transport === 'bearer') return 'omit';
  return new URL(baseUrl).origin === originHere() ? 'same-origin' : 'include';
}

function inLanguage(request: Request, language: CastellanOptions['language']): Request {
  if (language !== undefined) request.headers.set('accept-language', typeof language === 'string' ? language : language());
  return request;
}
