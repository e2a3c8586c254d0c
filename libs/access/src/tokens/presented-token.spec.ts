import { presentedToken } from './presented-token.js';

describe(presentedToken.name, () => {
  const inCookie = (cookie: string): string | null => presentedToken({ cookie }, 'access_token');

  it('reads the cookie of exactly that name, among others', () => {
    expect(inCookie('a=1; access_token=t.o.k; b=2')).toBe('t.o.k');
    expect(inCookie('xaccess_token=t; access_token2=t; Access_token=t')).toBeNull();
    expect(inCookie('access_token=')).toBeNull();
  });

  it('believes neither of two different cookies of one name: one may be planted', () => {
    expect(inCookie('access_token=own; access_token=planted')).toBeNull();
    expect(inCookie('access_token=planted; x=1; access_token=own')).toBeNull();
    expect(inCookie('access_token=own; access_token=own')).toBe('own');
  });

  it('ignores cookies beside an Authorization header, even a bad one, and where none is configured', () => {
    const cookie = 'access_token=own';
    expect(presentedToken({ authorization: 'Bearer other', cookie }, 'access_token')).toBe('other');
    for (const authorization of ['Basic dTpw', 'Bearer ', 'Bearer', '']) {
      expect(presentedToken({ authorization, cookie }, 'access_token')).toBeNull();
    }
    expect(presentedToken({ cookie }, null)).toBeNull();
  });
});
