import { basePathOf } from '@castellan/common';
import type { RestOptions } from '../rest-options.js';

/** Where people are at home: the front page of these pages; without them the app that mails lead back to; null where nobody knows. */
export function homeOf({ pages, publicUrl, frontendUrl }: Pick<RestOptions, 'pages' | 'publicUrl' | 'frontendUrl'>): string | null {
  if (pages) return `${basePathOf(publicUrl)}/`;
  return frontendUrl === publicUrl ? null : frontendUrl;
}
