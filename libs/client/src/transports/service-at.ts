/** Where the service is, as a whole address without a last slash. */
export function serviceAt(baseUrl: string): string {
  const here = originHere();
  const isKnown = /^https?:\/\//i.test(baseUrl) || (here !== undefined && /^($|\/(?![/\\]))/.test(baseUrl));
  if (!isKnown || /[?#]/.test(baseUrl) || !URL.canParse(baseUrl, here))
    throw new TypeError('baseUrl: a whole address, such as https://auth.example.com, without ? and #; in a page also a path, such as /sso');
  return new URL(baseUrl, here).href.replace(/\/+$/, '');
}

/** The origin of this page; undefined where there is none. */
export function originHere(): string | undefined {
  return (globalThis as { readonly location?: { readonly origin: string } }).location?.origin; // typed in browsers alone
}
