// The same text as apps/web/src/app/next.ts, which runs in browsers: libs/rest/src/federation/safe-next.spec.ts sees to it.
/** Where somebody is led who has signed in. */
export interface Surroundings {
  /** Of the page. */
  readonly origin: string;
  /** Others that are let in. */
  readonly origins: readonly string[];
}

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const UNSEEN = /[\u0000-\u001f\u007f-\u00a0\u2028\u2029\ufeff]/;
const MAX_LENGTH = 2_000;

/**
 * The address that `next` leads to: a path of this origin, or an address whose origin is let in; null for anything else, which is
 * ignored (open redirect: OWASP unvalidated redirects and forwards). What browsers would drop or read as a slash is none.
 */
export function safeNext(next: string | null | undefined, { origin, origins }: Surroundings): string | null {
  if (!next || next.length > MAX_LENGTH || !isPlain(next)) return null;
  const url = next.startsWith('/') ? pathUrl(next, origin) : absoluteUrl(next);
  if (!url || url.username || url.password) return null;
  if (url.origin === origin) return isPath(url.pathname) ? url.href : null;
  return origins.includes(url.origin) ? url.href : null;
}

/** Also as somebody on the way may decode it, once or twice. */
function isPlain(next: string): boolean {
  const spellings = [next, decoded(next), decoded(decoded(next))];
  return spellings.every((text) => !UNSEEN.test(text) && !text.includes('\\') && !text.startsWith('//'));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function pathUrl(path: string, origin: string): URL | null {
  return isPath(path) && URL.canParse(path, origin) ? new URL(path, origin) : null;
}

/** `//host` is another host to whoever resolves it again; `/.//host` becomes that. */
const isPath = (path: string): boolean => path.startsWith('/') && !path.startsWith('//');

function absoluteUrl(text: string): URL | null {
  return /^https?:\/\/[^/]/i.test(text) && URL.canParse(text) ? new URL(text) : null;
}
