import { randomUUID } from 'node:crypto';
import { withApp } from '../../support/app/with-app.js';
import { aPasskeyUser } from '../../support/people/passkeys.js';

const JSON_BODY = { 'content-type': 'application/json' };
const named = (response: string): string => `{"id":"AAAA","rawId":"AAAA","type":"public-key","response":${response}}`;
const nested = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
const clientData = (text: string): string => named(`{"clientDataJSON":"${Buffer.from(text).toString('base64url')}"}`);

/** Each client checks that openapi.json tells of the answer. */
describe('what is inside of a credential', () => {
  const app = withApp({ THROTTLE_PASSKEY_LOGIN: 'off', THROTTLE_VERIFY_2FA: 'off' });

  it.each<[string, string, string]>([
    ['a constructor that is none', '{"constructor":"x"}', 'invalid_passkey'],
    ['the names of methods', '{"hasOwnProperty":1,"toString":1,"valueOf":1,"then":1,"toJSON":1}', 'invalid_passkey'],
    ['a response with a constructor', named('{"constructor":"x"}'), 'invalid_passkey'],
    ['a response that is a list', named('[]'), 'invalid_passkey'],
    ['a challenge that is an object', clientData('{"challenge":{"toString":1}}'), 'invalid_passkey'],
    ['client data without end', clientData('['.repeat(2_800)), 'invalid_passkey'],
    ['28 levels', nested(28), 'invalid_passkey'],
    ['5000 levels', nested(5_000), 'malformed_json'],
    ['20 000 numbers', `{"a":[${'1,'.repeat(20_000)}1]}`, 'invalid_passkey'],
    ['a number beyond all', '{"a":1e400}', 'invalid_passkey'],
    ['a prototype', '{"__proto__":{}}', 'malformed_json'],
    ['a prototype of its constructor', '{"constructor":{"prototype":{}}}', 'malformed_json'],
    ['a NUL', '{"a":"\\u0000"}', 'validation_failed'],
    ['half a character', '{"a":"\\ud800"}', 'validation_failed'],
  ])('may be %s, and breaks nothing', async (_, credential, code) => {
    const { session } = await aPasskeyUser(app);
    const send = (path: string, body: string, headers = {}) =>
      app.client().send('POST', `/api/auth/${path}`, body, { ...JSON_BODY, ...headers });

    const answers = [
      await send('passkeys/login/', `{"state":"x","credential":${credential}}`),
      await send('passkeys/', `{"credential":${credential}}`, session.bearer),
      await send('reauthenticate/', `{"credential":${credential}}`, session.bearer),
      await send('2fa/enable/', `{"credential":${credential}}`, session.bearer),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual([code, code, code, code]);
  });

  it('is told where none is wanted, too', async () => {
    const { session } = await aPasskeyUser(app);
    const headers = { ...JSON_BODY, ...session.bearer };
    const answers = [
      await app.client().send('POST', '/api/auth/passkeys/login/options/', '[]', JSON_BODY),
      await app.client().send('POST', '/api/auth/reauthenticate/options/', '{', headers),
      await app.client().send('DELETE', `/api/auth/passkeys/${randomUUID()}/`, '{', headers),
    ];
    expect(answers.map(({ body }) => body.code)).toEqual(['malformed_json', 'malformed_json', 'malformed_json']);
  });
});
