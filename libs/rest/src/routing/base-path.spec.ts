import { withoutBase } from './base-path.js';

describe(withoutBase.name, () => {
  it.each([
    ['/auth/api/auth/me/', '/api/auth/me/'],
    ['/auth/api/auth/me?next=/auth/', '/api/auth/me?next=/auth/'],
    ['/auth', '/'],
    ['/auth/', '/'],
    ['/auth?a=b', '/?a=b'],
    ['/api/auth/me', '/api/auth/me'], // the proxy has taken it off
    ['/', '/'],
    ['http://shop.example/auth/docs', '/docs'],
    ['HTTPS://shop.example:8443/auth?a', '/?a'],
  ])('asks for %s as %s', (url, routed) => expect(withoutBase('/auth', url)).toBe(routed));

  it('takes it off once', () => {
    expect(withoutBase('/auth', '/auth/auth/api/auth/me')).toBe('/auth/api/auth/me');
    expect(withoutBase('/a/b', '/a/b/a/b')).toBe('/a/b');
  });

  it.each([
    '/authx/api',
    '//auth/api',
    '/AUTH/api',
    '/%61uth/api',
    '/auth%2Fapi',
    '/./auth/api',
    '/x/../auth/api',
    '/auth;/api',
    '/auth#/api',
    '',
  ])('leaves %s, which is only like it (a guard that is gone round)', (url) => expect(withoutBase('/auth', url)).toBe(url));

  it('changes nothing where there is none', () => {
    for (const url of ['/api', 'http://a/api', '*', '']) expect(withoutBase('', url)).toBe(url);
  });
});
