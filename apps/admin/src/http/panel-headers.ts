/** No page of the panel is framed, kept, sniffed, indexed, or told to another site. */
const HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'same-origin', // with no-referrer a browser sends forms with `Origin: null`
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
};

const NOTHING_FOREIGN = ["default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"];

const OURS = [...NOTHING_FOREIGN, "style-src 'self'", "img-src 'self' data:"];

/** Pages of ours: no script at all. */
const PLAIN = OURS.join('; ');

/** The page of ours that asks for a passkey: its scripts are files of ours. */
export const SCRIPTED_POLICY = [...OURS, "script-src 'self'", "connect-src 'self'"].join('; ');

/** Pages of AdminJS: its scripts from files of ours. Its components style themselves (styled-components), so styles may be inline. */
export const APPLICATION_POLICY = [
  ...NOTHING_FOREIGN,
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
].join('; ');

/** The headers of every answer. @param secure whether the panel is reached by https; @param subdomains whether HSTS holds for hosts below its own too */
export function headersOf({
  secure,
  subdomains,
}: {
  readonly secure: boolean;
  readonly subdomains: boolean;
}): Readonly<Record<string, string>> {
  const hsts = { 'strict-transport-security': `max-age=31536000${subdomains ? '; includeSubDomains' : ''}` };
  return { ...HEADERS, 'content-security-policy': PLAIN, ...(secure && hsts) };
}
