import { pageTemplates } from './page-templates.js';

const frontPage = pageTemplates(import.meta.dirname)('front-page');

/** The page at `/`, for whoever has just started the service or comes by. */
export function renderFrontPage({ docs, inbox }: { readonly docs: boolean; readonly inbox: boolean }): string {
  return frontPage({ docs, inbox, hasWays: docs || inbox });
}
