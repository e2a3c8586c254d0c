import { safeNext } from './next.js';

const ORIGIN = 'https://auth.example.com';
const lead = (next: string | null) => safeNext(next, { origin: ORIGIN, origins: ['https://app.example.com'] });

describe(safeNext.name, () => {
  it.each([
    ['/', `${ORIGIN}/`],
    ['/security', `${ORIGIN}/security`],
    ['/auth/profile?tab=1&q=a%20b#part', `${ORIGIN}/auth/profile?tab=1&q=a%20b#part`],
    ['/a/../security', `${ORIGIN}/security`],
    ['/search?url=https://else.example/', `${ORIGIN}/search?url=https://else.example/`],
    ['https://app.example.com', 'https://app.example.com/'],
    ['https://app.example.com/orders?x=1', 'https://app.example.com/orders?x=1'],
    ['HTTPS://APP.example.com/orders', 'https://app.example.com/orders'],
    [`${ORIGIN}/security`, `${ORIGIN}/security`],
  ])('leads to %s', (next, address) => expect(lead(next)).toBe(address));

  it.each([
    null,
    '',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/%09/evil.example',
    '/%0d%0aLocation:%20https://evil.example',
    '/%5cevil.example',
    '/%255cevil.example',
    '%2f%2fevil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/\u0000/evil.example',
    '/\u00a0/evil.example',
    '/\u2028/evil.example',
    'https://evil.example',
    'https:evil.example',
    'https:/evil.example',
    'https:///evil.example',
    'https://evil.example\\@app.example.com',
    'https://app.example.com@evil.example',
    'https://user:secret@app.example.com/',
    'https://app.example.com.evil.example',
    'https://app.example.com:8443/',
    'http://app.example.com/',
    'https://evil.example#https://app.example.com',
    'https://evil.example?https://app.example.com',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'blob:https://app.example.com/x',
    'ftp://app.example.com/',
    'evil.example',
    'security',
    '?next=/security',
    '#/security',
    'https://[::1',
    `/${'a'.repeat(3_000)}`,
  ])('ignores %j (open redirect)', (next) => expect(lead(next)).toBeNull());

  it('leads into no capacitor or null origin', () => {
    expect(safeNext('capacitor://localhost/', { origin: ORIGIN, origins: ['capacitor://localhost', 'null'] })).toBeNull();
  });
});
