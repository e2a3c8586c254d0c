import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from './escape-html.js';
import type { LinkPage } from './link-pages.js';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

/** The page of a mailed link, its texts filled in. */
export function renderLinkPage(page: LinkPage): string {
  const texts: Readonly<Record<string, string>> = { ...page };
  return read('page.html').replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => escapeHtml(texts[name] ?? ''));
}

/** Static files that the pages load from `/assets/`; nothing else below that path exists. */
export const pageAsset = (name: 'page.css' | 'page.js'): string => read(name);
