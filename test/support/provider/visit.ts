/** What a browser comes back with, and how. */
export interface Visited {
  readonly address: string;
  readonly method: 'GET' | 'POST';
  readonly answer: Record<string, string>;
}

/** A browser goes to a provider that answers at once, and is sent back: by GET, or by a form that posts itself. */
export async function visit(url: string): Promise<Visited> {
  const response = await fetch(url, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (location !== null) return { address: location, method: 'GET', answer: Object.fromEntries(new URL(location).searchParams) };
  const page = await response.text();
  const [, address] = /action="([^"]*)"/.exec(page) ?? [];
  if (address === undefined) throw new Error(`The provider sends nobody back: ${response.status} ${page}`);
  const fields = [...page.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, plain(value)]);
  return { address: plain(address), method: 'POST', answer: Object.fromEntries(fields) as Record<string, string> };
}

/** Undoes the escaping of the pages. */
const plain = (value: string): string => value.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
