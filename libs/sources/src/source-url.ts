const MAX_LENGTH = 2_000;
/** The parser of URLs invents a host where there is none: `http:///register` would be the host `register`. */
const WITH_HOST = /^https?:\/\/[^/\\?#]/i;
const HOLDS_ADDRESS = /@|%40/i;

/**
 * What is kept of the URL a person came from; null when nothing is. http(s) only, at most 2 000 characters as it came and as it is kept.
 * It comes from a client and may hold what nobody gave us to keep, so credentials, fragment, and every parameter but `utm_*` go, and so
 * does any part of path or parameters that holds an e-mail address.
 * @internal
 */
export function keptSourceUrl(text: string | null): string | null {
  if (text === null || text.length > MAX_LENGTH) return null;
  const trimmed = text.trim();
  if (!WITH_HOST.test(trimmed) || !URL.canParse(trimmed)) return null;
  const url = stripped(new URL(trimmed));
  return url && url.length <= MAX_LENGTH ? url : null;
}

/** One address for one place: WHATWG's form, without the dot that ends a host. */
function stripped({ protocol, hostname, port, pathname, search }: URL): string | null {
  const host = hostname.replace(/\.+$/, '');
  if (host === '') return null;
  const path = pathname.replace(/[^/]*(?:@|%40).*$/i, '');
  return `${protocol}//${host}${port && `:${port}`}${path}${campaign(search)}`;
}

/** The `utm_*` parameters as they were written, each once. */
function campaign(search: string): string {
  const kept = new Map<string, string>();
  for (const part of search.slice(1).split('&')) {
    const key = parameterName(part);
    if (/^utm_[a-z_]{1,30}$/.test(key) && !kept.has(key) && !HOLDS_ADDRESS.test(part)) kept.set(key, part);
  }
  return kept.size === 0 ? '' : `?${[...kept.values()].join('&')}`;
}

function parameterName(part: string): string {
  const [key = ''] = new URLSearchParams(part).keys();
  return key.toLowerCase();
}
