/**
 * A picture is only ever a picture: it is not sniffed for anything else, and opened by itself it runs nothing. Front ends on other origins
 * may show it, which Helmet's own `same-origin` would forbid. It never changes under its address, so it is asked for once.
 */
export const PICTURE_HEADERS = {
  'content-type': 'image/webp',
  'content-disposition': 'inline; filename="avatar.webp"',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'public, max-age=31536000, immutable',
} as const;

/** Strong: another picture has another address. */
export const etagOf = (file: string): string => `"${file}"`;

/** RFC 9110 §13.1.2: weak comparison, a list, or `*` for whatever there is. */
export function hasCurrent(ifNoneMatch: string | undefined, file: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etagOf(file)) || tags.includes('*');
}
