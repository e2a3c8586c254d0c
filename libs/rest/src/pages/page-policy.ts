/** What the landing pages may do: run and style themselves from files, and call this service. Nothing inline, nothing foreign. */
export const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer', // the token in the address must not travel on
  'cache-control': 'no-store',
} as const;
