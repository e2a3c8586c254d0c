import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The style sheet of every page, to be served at `/assets/page.css`. */
export const PAGE_STYLE = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8');
