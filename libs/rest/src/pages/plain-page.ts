import { escapeHtml } from './escape-html.js';
import { fill, pageAsset } from './page-files.js';

/** The style sheet of every page, to be served at `/assets/page.css`. */
export const PAGE_STYLE = pageAsset('page.css');

/**
 * A page in the look of this service, without a script. `content` is HTML: texts in it are escaped by who gives it.
 * @param base the path that `/assets/page.css` is served below, such as `/castellan`
 */
export function renderPage(title: string, content: string, base = ''): string {
  return fill('page.html', { title: escapeHtml(title), content, base: escapeHtml(base) });
}
