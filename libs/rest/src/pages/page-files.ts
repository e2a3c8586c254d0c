import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Static files that the pages load from `/assets/`; nothing else below that path exists. */
export const pageAsset = (name: 'page.css' | 'page.js'): string => readFileSync(join(import.meta.dirname, name), 'utf8');

/** The style sheet of every page, to be served at `/assets/page.css`. */
export const PAGE_STYLE = pageAsset('page.css');
