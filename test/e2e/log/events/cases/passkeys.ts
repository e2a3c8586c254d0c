import type { AttemptCase, Attempts } from '../../../../support/log/attempts.js';
import { NOBODY } from '../../../../support/people/operators.js';
import { addPasskey, aKey, aPasskeyUser, bearing, signInByPasskey } from '../../../../support/people/passkeys.js';

/** Passkeys: added, renamed, removed, and as a way in. */
export const passkeys = (on: Attempts): readonly AttemptCase[] => {
  const rename = async (headers: object, id: string) =>
    on.app
      .client()
      .send('PATCH', `/api/auth/passkeys/${id}/`, JSON.stringify({ name: 'Mine' }), { 'content-type': 'application/json', ...headers });
  const remove = (headers: Readonly<Record<string, string>>, id: string) => on.app.client().delete(`/api/auth/passkeys/${id}/`, headers);

  return [
    ['passkey_added success null', 'passkeys', () => on.as((guest) => addPasskey(bearing(on.app, guest), aKey(on.app)))],
    ['passkey_added failure wrong_passkey', 'passkeys, none', () => on.as(({ bearer }) => on.post('passkeys', { credential: {} }, bearer))],
    [
      'passkey_renamed success null',
      'passkeys/:id, another name',
      async () => {
        const { session, passkeyId } = await aPasskeyUser(on.app);
        return rename(session.bearer, passkeyId);
      },
    ],
    ['passkey_renamed failure not_found', 'passkeys/:id, another’s', () => on.as(({ bearer }) => rename(bearer, NOBODY))],
    [
      'passkey_removed success null',
      'passkeys/:id',
      async () => {
        const { session, passkeyId } = await aPasskeyUser(on.app);
        return remove(session.bearer, passkeyId);
      },
    ],
    ['passkey_removed failure not_found', 'passkeys/:id, another’s', () => on.as(({ bearer }) => remove(bearer, NOBODY))],
    ['passkey_login success null', 'passkeys/login', async () => signInByPasskey(on.app.client(), (await aPasskeyUser(on.app)).key)],
    ['passkey_login failure wrong_passkey', 'passkeys/login, wrong', () => on.post('passkeys/login', { state: 'x', credential: {} })],
  ];
};
