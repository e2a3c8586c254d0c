/** Where the service is, as a whole address without a last slash. */
export function serviceAt(baseUrl: string): string {
  const here = originHere();
  if (!URL.canParse(baseUrl) && here === undefined)
    throw new TypeError('baseUrl: outside of a page it has to be a whole address, such as https://auth.example.com');
  return new URL(baseUrl, here).href.replace(/\/+$/, '');
}

/** The origin of this page; undefined where there is none. */
export function originHere(): string | undefined {
  return (globalThis as { readonly location?: { readonly origin: string } }).location?.origin; // typed in browsers alone
}
