import { basePathOf } from '@castellan/common';
import type { RestOptions } from '../rest-options.js';
import { pageTemplates } from './page-templates.js';

const frontPage = pageTemplates(import.meta.dirname)('front-page');

/** The page at `/`, for whoever has just started the service or comes by. */
export function renderFrontPage({ docs, inbox, publicUrl }: Pick<RestOptions, 'docs' | 'inbox' | 'publicUrl'>): string {
  return frontPage({ docs, inbox, hasWays: docs || inbox, base: basePathOf(publicUrl) });
}
