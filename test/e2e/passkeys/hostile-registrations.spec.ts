import { PasskeyRegistration } from '@castellan/accounts';
import { withApp } from '../../support/app/with-app.js';
import { TAMPERED } from '../../support/authenticator/tampered.js';
import type { Tampering } from '../../support/authenticator/tampering.js';
import type { Answer } from '../../support/http/client.js';
import { addPasskey, aKey, aPasskeyUser, bearing } from '../../support/people/passkeys.js';
import { aUser, signInBearer } from '../../support/people/people.js';

describe(`${PasskeyRegistration.name} under attack`, () => {
  const app = withApp({ THROTTLE_PASSKEY_OPTIONS: 'off' });
  const isRefused = ({ status, body }: Answer) => expect([status, body.code]).toEqual([401, 'invalid_passkey']);

  async function answered(how: Tampering | ((honest: object) => unknown)): Promise<Answer> {
    const session = await signInBearer(app, await aUser(app));
    const { options } = (await app.client().post('/api/auth/passkeys/options/', {}, session.bearer)).body;
    const credential = typeof how === 'function' ? how(aKey(app).create(options)) : aKey(app).create(options, how);
    const answer = await app.client().post('/api/auth/passkeys/', { credential }, session.bearer);
    expect((await app.client().get('/api/auth/passkeys/', session.bearer)).body.count).toBe(0);
    return answer;
  }

  it.each(
    TAMPERED.filter(([, tampering]) => !('signature' in tampering)).map(
      ([name, tampering]) => [name, tampering.type ? { type: 'webauthn.get' } : tampering] as const,
    ),
  )('refuses %s', async (_, tampering) => isRefused(await answered(tampering)));

  it.each<[string, Buffer]>([
    ['malformed CBOR', Buffer.from('a3ffff00', 'hex')],
    ['CBOR that says it is longer than it is', Buffer.from('bbffffffffffffffff', 'hex')],
    ['CBOR that nests without end', Buffer.alloc(20_000, 0x81)],
    ['oversized CBOR', Buffer.alloc(60_000, 0xa1)],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', async (_, attestationObject) => isRefused(await answered({ attestationObject })));

  it.each<[string, unknown]>([
    ['nothing in it', {}],
    ['numbers for texts', { id: 1, rawId: 1, type: 1, response: 1 }],
    ['lists for texts', { id: [], rawId: [], type: [], response: { clientDataJSON: [], attestationObject: {} } }],
    ['a megabyte of promises', { id: 'x'.repeat(90_000), response: {} }],
  ])('refuses a credential with %s', async (_, credential) => isRefused(await answered(() => credential)));

  it('refuses one that is known already, whoever has it', async () => {
    const ada = await aPasskeyUser(app);
    const eve = await signInBearer(app, await aUser(app));
    const { options } = (await app.client().post('/api/auth/passkeys/options/', {}, eve.bearer)).body;
    const credential = ada.key.create(options, { id: ada.key.ids[0]! });
    isRefused(await app.client().post('/api/auth/passkeys/', { credential }, eve.bearer));
  });

  it('refuses the same answer a second time, and that of another session', async () => {
    const ada = await aUser(app);
    const [one, other] = [await signInBearer(app, ada), await signInBearer(app, ada)];
    const { options } = (await app.client().post('/api/auth/passkeys/options/', {}, one.bearer)).body;
    const credential = aKey(app).create(options);
    isRefused(await app.client().post('/api/auth/passkeys/', { credential }, other.bearer));
    isRefused(await app.client().post('/api/auth/passkeys/', { credential }, one.bearer)); // the other one has spent it
  });

  it('is nobody’s to begin without a session', async () => {
    const session = await signInBearer(app, await aUser(app));
    expect((await app.client().post('/api/auth/passkeys/options/')).body.code).toBe('not_authenticated');
    expect((await addPasskey(bearing(app, session), aKey(app))).status).toBe(201);
  });
});
