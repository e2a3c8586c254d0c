import type { Answer } from '../http/client.js';

const ROOT = '/api/admin/';

/** A page that a walk came by. */
export interface WalkedPage {
  /** Of the management API. */
  readonly path: string;
  readonly ids: readonly string[];
  readonly count: number;
}

/** The pages from there on, each by the link of the last; `between` happens after each. */
export async function walk(
  get: (path: string) => Promise<Answer>,
  path: string,
  way: 'next' | 'previous' = 'next',
  between: (page: number) => Promise<unknown> = async () => {},
): Promise<readonly WalkedPage[]> {
  const pages: WalkedPage[] = [];
  for (let at: string | null = path; at !== null;) {
    const { status, body, text } = await get(at);
    if (status !== 200) throw new Error(`${at}: ${text}`);
    pages.push({ path: at, ids: body.results.map(({ id }: { readonly id: string }) => id), count: body.count });
    await between(pages.length);
    const link = body[way] as string | null;
    at = link && link.slice(link.indexOf(ROOT) + ROOT.length);
  }
  return pages;
}
