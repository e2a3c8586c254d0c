import { carriesCookie, cookieValue } from './cookie-header.js';

describe(cookieValue.name, () => {
  it.each([
    ['access_token=a.b.c', 'a.b.c'],
    ['theme=dark; access_token=x; lang=en', 'x'],
    ['theme=dark;access_token=x', 'x'],
    ['access_token="x"', 'x'],
    ['access_token=a=b', 'a=b'],
    ['access_token=', ''],
  ])('finds it in %s', (header, value) => expect(cookieValue(header, 'access_token')).toBe(value));

  it.each(['', 'other=1', 'my_access_token=x', 'access_token2=x', 'theme=access_token=x', 'access_token'])(
    'finds nothing in %s',
    (header) => {
      expect(cookieValue(header, 'access_token')).toBeUndefined();
    },
  );

  it('believes neither of two different values (cookie tossing)', () => {
    expect(cookieValue('access_token=evil; access_token=mine', 'access_token')).toBeUndefined();
    expect(carriesCookie('access_token=evil; access_token=mine', 'access_token')).toBe(true);
  });

  it('takes the same value twice', () => expect(cookieValue('a=x; a=x', 'a')).toBe('x'));
});
