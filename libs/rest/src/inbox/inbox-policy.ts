/** Mails style themselves inline and are shown in frames that inherit this policy; their scripts never run, the frames are sandboxed. */
export const INBOX_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; '),
  'cache-control': 'no-store',
} as const;
