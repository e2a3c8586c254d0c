import { basePathOf } from '@castellan/common';
import { taking, Unreadable } from './parse.js';
import type { Parse } from './parse.js';

const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1'];

/** Whether the URL names this machine: the only place where plain http is fit for passwords. */
export function isLocal(url: string): boolean {
  return URL.canParse(url) && LOCAL_HOSTS.includes(new URL(url).hostname);
}

export function isSecure(url: string): boolean {
  return url.startsWith('https:');
}

/** Reads an http(s) URL that paths can be appended to; without its trailing slash. */
export const parseBaseUrl = taking('a URL', (text) => {
  const url = parseHttpUrl(text);
  return url.origin + url.pathname.replace(/\/+$/, '');
});

/** Reads the address of a page for people; it may have a query and a fragment. */
export const parsePageUrl = taking('a URL', (text) => {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new Unreadable('is not a URL that begins with https:// or http://');
  if (url.username || url.password) throw new Unreadable('must not hold a user name or password');
  return url.href;
});

/** Reads a scheme, host and port with nothing behind them (RFC 6454), as browsers send it in `Origin`. */
export const parseOrigin = taking('an origin', (text) => {
  if (text.includes('*')) throw new Unreadable('must name each origin: a wildcard matches none, and would let strangers in if it did');
  const url = parseHttpUrl(text);
  if (url.pathname !== '/') throw new Unreadable('must be an origin: scheme, host and port, without a path');
  return url.origin;
});

/** Web views of mobile apps have schemes of their own (`capacitor://localhost`, `tauri://localhost`), and send them in `Origin` like any other. */
const WEB_VIEW = /^(?!https?:|file:|data:|blob:|javascript:)[a-z][a-z\d+.-]*:\/\/[a-z\d.-]+(?::\d{1,5})?$/i;

export const isWebView = (origin: string): boolean => WEB_VIEW.test(origin);

/** A segment that needs no encoding, and means nothing to a router. */
const SEGMENT = /^[a-z\d](?:[\w.~-]*\w)?$/i;
const WRITTEN_PATH = /^https?:\/\/[^/?#]*([^?#]*)/i;

/**
 * Reads a base URL whose path a proxy takes off or leaves on: so it must not begin as addresses of `own` do, which nobody could tell from
 * it, and there is one way to write it.
 * @param own first segments, in lower case
 */
export function parsePrefixed(own: readonly string[]): Parse<string> {
  return taking('a URL', (text) => {
    const url = parseBaseUrl(text);
    const path = basePathOf(url);
    const [, ...segments] = path.split('/');
    const written = WRITTEN_PATH.exec(text)?.[1]?.replace(/\/+$/, '');
    if (written !== path || !segments.every((segment) => SEGMENT.test(segment)))
      throw new Unreadable('may hold letters, digits and . _ ~ - in its path only, and no /../');
    const [first = ''] = segments;
    if (own.includes(first.toLowerCase())) throw new Unreadable(`must not begin its path with /${first}: addresses of its own begin so`);
    return url;
  });
}

/** Reads an origin that browsers and web views of apps may send. */
export const parseClientOrigin = taking('an origin', (text) => (isWebView(text) ? text.toLowerCase() : parseOrigin(text)));

/** As `parse`, and refuses http to another machine: the URL would carry tokens in the clear. */
export function confidential(parse: Parse<string>): Parse<string> {
  return taking(parse.takes ?? '', (text) => {
    const url = parse(text);
    if (!isSecure(url) && !isLocal(url) && !isWebView(url))
      throw new Unreadable('must be https: http is accepted for localhost and 127.0.0.1 only');
    return url;
  });
}

/** Reads the address of a store or mail server; never repeats it, since it may hold a password. */
export function serverUrl(...schemes: readonly string[]): Parse<string> {
  return taking(schemes.map((scheme) => `\`${scheme}://…\``).join(' or '), (text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (!url || !schemes.includes(url.protocol.slice(0, -1))) {
      throw new Unreadable(`is not a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`);
    }
    return text;
  });
}

function parseHttpUrl(text: string): URL {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new Unreadable('is not a URL that begins with https:// or http://');
  if (url.username || url.password) throw new Unreadable('must not hold a user name or password');
  if (url.search || url.hash) throw new Unreadable('must not hold a query or a fragment');
  return url;
}
