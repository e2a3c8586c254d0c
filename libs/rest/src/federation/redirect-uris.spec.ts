import { isRegistered, withParameters } from './redirect-uris.js';

const REGISTERED = ['com.example.app:/back', 'https://app.example.com/back', 'http://127.0.0.1/back', 'http://[::1]:7000/back'];

describe(isRegistered.name, () => {
  it.each([...REGISTERED, 'http://127.0.0.1:51004/back', 'http://127.0.0.1:1/back', 'http://[::1]/back', 'http://[::1]:51004/back'])(
    'takes %s',
    (uri) => expect(isRegistered(uri, REGISTERED)).toBe(true),
  );

  it.each([
    ['another path', 'https://app.example.com/back/evil'],
    ['a query', 'https://app.example.com/back?x=1'],
    ['a fragment', 'https://app.example.com/back#x'],
    ['other letters', 'https://APP.example.com/back'],
    ['a step up', 'https://app.example.com/x/../back'],
    ['another port', 'https://app.example.com:8443/back'],
    ['a user', 'https://app.example.com@evil.example/back'],
    ['a host that begins alike', 'https://app.example.com.evil.example/back'],
    ['another scheme', 'com.example.evil:/back'],
    ['another path of a scheme', 'com.example.app:/evil'],
    ['a host behind a scheme', 'com.example.app://back'],
    ['loopback by its name', 'http://localhost/back'],
    ['loopback with TLS', 'https://127.0.0.1/back'],
    ['loopback that is a user', 'http://127.0.0.1:80@evil.example/back'],
    ['a port that is a user', 'http://127.0.0.1:@evil.example/back'],
    ['a host that begins with loopback', 'http://127.0.0.1.evil.example/back'],
    ['another way to write loopback', 'http://127.1/back'],
    ['another path on loopback', 'http://127.0.0.1:51004/evil'],
    ['nothing', ''],
  ])('refuses %s: %s (open redirect)', (_, uri) => expect(isRegistered(uri, REGISTERED)).toBe(false));

  it('takes none where none is listed', () => expect(isRegistered('https://app.example.com/back', [])).toBe(false));
});

describe(withParameters.name, () => {
  it.each([
    ['com.example.app:/back', 'com.example.app:/back?code=a%26b'],
    ['https://app.example.com/back?x=1', 'https://app.example.com/back?x=1&code=a%26b'],
  ])('adds to %s', (uri, expected) => expect(withParameters(uri, { code: 'a&b' })).toBe(expected));
});
