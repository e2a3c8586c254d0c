import { ValidationFailed } from '@castellan/common';

const TAG = /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;
const MALFORMED = { 'if-match': ['Send the ETag of an answer, as it came.'] };

/** Names what PATCH may change of a user: their sign-ins make no other version of it. */
export const userEtag = (version: string): string => `"${version}"`;

/**
 * The versions that a request takes for the current one (RFC 9110 §13.1.1); null where any will do. A weak tag matches none there.
 * @throws ValidationFailed for what is no list of tags
 */
export function versionsWanted(header: string | undefined): readonly string[] | null {
  if (header === undefined || header.trim() === '*') return null;
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => TAG.test(tag))) throw new ValidationFailed({ errors: MALFORMED });
  return tags.filter((tag) => !tag.startsWith('W/')).map((tag) => tag.slice(1, -1));
}
