/** Every header of an answer that clients may count on, as components of the document. */
export const HEADERS: Readonly<Record<string, object>> = {
  'X-Request-Id': {
    description: 'Names the request in the log; in a problem, `trace_id` says the same.',
    required: true,
    schema: { type: 'string' },
    example: '0b8f8d4e-6c0b-4c55-9a53-6d3d6f0a9d11',
  },
  'Cache-Control': {
    description: 'Nothing of an account is kept by caches.',
    required: true,
    schema: { type: 'string' },
    example: 'no-store',
  },
  'Set-Cookie': {
    description:
      'By cookie only: the access token, the refresh token and, at a sign-in, the device, each in a header of its own; when a session ends, the first two are cleared.',
    schema: { type: 'string' },
    example: 'access_token=eyJhbGciOiJFZERTQSIs…; Max-Age=900; Path=/; HttpOnly; SameSite=Lax; Secure',
  },
  'Clear-Site-Data': {
    description: 'Where cookies of a session are cleared: what the browser forgets of this origin.',
    schema: { type: 'string' },
    example: '"cache", "storage"',
  },
  Location: { description: 'Where to go on.', required: true, schema: { type: 'string', format: 'uri-reference' } },
  ETag: { description: 'For `If-None-Match`; of a user, for `If-Match`.', required: true, schema: { type: 'string' } },
  'Idempotent-Replayed': {
    description: '`true` where this is the answer of the first request with that `Idempotency-Key`.',
    schema: { type: 'string' },
    example: 'true',
  },
  'WWW-Authenticate': {
    description: 'With 401: the challenge (RFC 6750).',
    schema: { type: 'string' },
    example: 'Bearer error="invalid_token"',
  },
  'Retry-After': { description: 'With 429 and 503: seconds until it is worth another try.', schema: { type: 'integer' }, example: 42 },
  Allow: { description: 'With 405: the methods that the path has.', schema: { type: 'string' }, example: 'GET, POST' },
};

/** These headers of a response, by reference. */
export const headers = (...names: readonly string[]): Record<string, { $ref: string }> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
