import { personErrors } from './person.js';

const PERSON = { email: 'ada@example.com', username: 'ada.l', firstName: 'Ada', lastName: 'Lovelace' };

describe(personErrors.name, () => {
  it('finds nothing wrong with a person', () => {
    expect(personErrors(PERSON)).toEqual({});
    expect(personErrors({ email: 'ada@example.com', username: null })).toEqual({});
  });

  it.each([
    ['no address', { email: 'ada' }, ['email']],
    ['an address with a line break (mail header injection)', { email: 'ada@example.com\r\nBcc: eve@example.com' }, ['email']],
    ['a very long address', { email: `${'a'.repeat(250)}@example.com` }, ['email']],
    ['a username that looks like an address', { username: 'ada@example' }, ['username']],
    ['a short username', { username: 'ad' }, ['username']],
    ['an empty username', { username: '' }, ['username']],
    ['a NUL in a name', { firstName: 'A\0da' }, ['first_name']],
    ['a very long name', { lastName: 'a'.repeat(151) }, ['last_name']],
    ['everything', { email: '', username: '@', firstName: '\n', lastName: '\n' }, ['email', 'username', 'first_name', 'last_name']],
  ])('refuses %s', (_, part, fields) => {
    expect(Object.keys(personErrors({ ...PERSON, ...part }))).toEqual(fields);
  });
});
