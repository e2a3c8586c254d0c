import { InvalidPasskey, Passkeys } from '@castellan/passkeys';
import { cbor, head } from '../../support/authenticator/cbor.js';
import type { Cbor } from '../../support/authenticator/cbor.js';
import type { RegistrationJson } from '../../support/authenticator/credential-json.js';
import { ADA, PasskeysLibrary, registrationOf } from '../../support/passkeys/library.js';
import type { Owner } from '../../support/passkeys/library.js';
import { expectInvalid } from '../../support/passkeys/refused.js';

/** Whatever is sent in the place of a credential is refused as any wrong one is: no 500, and no time that others wait for. */
describe(`${Passkeys.name} (hostile input)`, () => {
  let library: PasskeysLibrary;
  let passkeys: Passkeys;
  let ada: Owner;
  beforeAll(async () => {
    library = await PasskeysLibrary.open();
    passkeys = library.passkeys;
    ada = await library.anOwner();
  });
  afterAll(() => library.close());

  async function aRegistration(): Promise<RegistrationJson> {
    const { options } = await passkeys.registrationOptions(registrationOf(ada.userId), ADA);
    return library.device().create(options);
  }

  const verify = (credential: unknown) => passkeys.verifyRegistration(registrationOf(ada.userId), credential);

  async function verifyObject(attestationObject: Buffer): Promise<unknown> {
    const honest = await aRegistration();
    return verify({ ...honest, response: { ...honest.response, attestationObject: attestationObject.toString('base64url') } });
  }

  describe.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a number', cbor(7)],
    ['a text', cbor('none')],
    ['null', cbor(null)],
    ['a list', cbor([1, 2, 3])],
    ['an empty map', cbor(new Map())],
    ['a map that ends too early', head(5, 3)],
    ['a map of four thousand million entries', head(5, 0xffffffff)],
    ['a list of four thousand million entries', head(4, 0xffffffff)],
    ['a map without an end', Buffer.from([0xbf, 0x61, 0x61, 0x01, 0xff])],
    ['bytes longer than all there is', Buffer.concat([head(2, 0xffffffff), Buffer.alloc(8)])],
    ['a length of 64 bits', Buffer.from([0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])],
    ['lists in lists in lists', Buffer.alloc(24_000, 0x81)],
    ['tags of tags of tags', Buffer.alloc(24_000, 0xc1)],
    ['maps in maps in maps', Buffer.concat(Array.from({ length: 8_000 }, () => Buffer.from([0xa1, 0x61, 0x61])))],
    ['a key twice', Buffer.from([0xa2, 0x61, 0x61, 0x01, 0x61, 0x61, 0x02])],
    ['a list as a key', Buffer.from([0xa1, 0x81, 0x01, 0x01])],
    ['a prototype', object([['__proto__', new Map([['authData', 1]])]])],
    ['data that is a text', object([['authData', 'x'.repeat(200)]])],
    ['data that is a list', object([['authData', Array.from({ length: 200 }, () => 0)]])],
    ['data that is a map with a length', object([['authData', new Map([['byteLength', 200]])]])],
    ['data that is too short', object([['authData', Buffer.alloc(36)]])],
    ['data of nothing but zeros', object([['authData', Buffer.alloc(500)]])],
    ['data of nothing but ones', object([['authData', Buffer.alloc(500, 0xff)]])],
  ])('refuses %s for an attestation', (_name, attestationObject) => {
    it('at once', async () => {
      const begun = performance.now();

      await expectInvalid(verifyObject(attestationObject));

      expect(performance.now() - begun).toBeLessThan(1_000);
    });
  });

  it('refuses what is too large to be one, without a look at it', async () => {
    const honest = await aRegistration();
    const { response } = honest;
    const large = { ...response, attestationObject: Buffer.alloc(24_577, 0x80).toString('base64url') };
    const begun = performance.now();

    for (let time = 0; time < 200; time += 1) await expectInvalid(verify({ ...honest, response: large }));

    expect(performance.now() - begun).toBeLessThan(2_000);
    await expect(verify(honest)).resolves.toBeDefined(); // the challenge was not spent on it
  });

  it.each(['id', 'clientDataJSON', 'authenticatorData', 'signature', 'userHandle'] as const)(
    'refuses a %s that is too large',
    async (part) => {
      const { options, state } = await passkeys.signInOptions();
      const honest = ada.device.get(options);
      const large = 'A'.repeat(8_000);
      const credential =
        part === 'id' ? { ...honest, id: large, rawId: large } : { ...honest, response: { ...honest.response, [part]: large } };

      await expectInvalid(passkeys.verifySignIn(state, credential));
    },
  );

  it('refuses an honest one that is cut off, wherever', async () => {
    const whole = Buffer.from((await aRegistration()).response.attestationObject, 'base64url');

    for (let length = 0; length < whole.length; length += 7) await expectInvalid(verifyObject(whole.subarray(0, length)));
  });

  it('takes an honest one with turned bits for what it says, or refuses it, and never breaks', async () => {
    const random = randomOf(17);
    for (let round = 0; round < 200; round += 1) {
      const honest = await aRegistration();
      const bytes = Buffer.from(honest.response.attestationObject, 'base64url');
      for (let bit = 0; bit < 4; bit += 1) bytes[random(bytes.length)]! ^= 1 << random(8);
      const turned = { ...honest, response: { ...honest.response, attestationObject: bytes.toString('base64url') } };

      const outcome: unknown = await verify(turned).catch((error: unknown) => error);

      const isNew = outcome !== null && typeof outcome === 'object' && 'credentialId' in outcome;
      expect(isNew || outcome instanceof InvalidPasskey ? 'fine' : outcome).toBe('fine');
    }
  });

  it('refuses an answer with any bit turned', async () => {
    const random = randomOf(23);
    for (let round = 0; round < 100; round += 1) {
      const { options, state } = await passkeys.signInOptions();
      const honest = ada.device.get(options);
      const part = (['clientDataJSON', 'authenticatorData', 'signature'] as const)[random(3)]!;
      const bytes = Buffer.from(honest.response[part], 'base64url');
      bytes[random(bytes.length)]! ^= 1 << random(8);

      await expectInvalid(
        passkeys.verifySignIn(state, { ...honest, response: { ...honest.response, [part]: bytes.toString('base64url') } }),
      );
    }
  });

  it.each<[string, (honest: RegistrationJson) => unknown]>([
    ['null', () => null],
    ['a text', () => 'credential'],
    ['a number', () => 7],
    ['a list', (honest) => [honest]],
    ['nothing in it', () => ({})],
    ['a raw id that differs', (honest) => ({ ...honest, rawId: 'AAAA' })],
    ['an id that is a list', (honest) => ({ ...honest, id: [honest.id], rawId: [honest.id] })],
    ['another type', (honest) => ({ ...honest, type: 'password' })],
    ['no response', (honest) => ({ ...honest, response: null })],
    ['client data that is no JSON', (honest) => withClientData(honest, 'none')],
    ['client data that is null', (honest) => withClientData(honest, 'null')],
    ['client data that is a list', (honest) => withClientData(honest, '[]')],
    ['client data with a prototype', (honest) => withClientData(honest, '{"__proto__": {"challenge": "x"}}')],
    ['client data with a list for a challenge', (honest) => withClientData(honest, '{"challenge": ["x"]}')],
  ])('refuses %s for a credential', async (_name, made) => {
    await expectInvalid(verify(made(await aRegistration())));
  });
});

function object(entries: readonly (readonly [string, Cbor])[]): Buffer {
  return cbor(new Map<string, Cbor>([['fmt', 'none'], ['attStmt', new Map()], ...entries])); // prettier-ignore
}

function withClientData(honest: RegistrationJson, json: string): unknown {
  return { ...honest, response: { ...honest.response, clientDataJSON: Buffer.from(json).toString('base64url') } };
}

/** The same numbers every time, below the bound. */
function randomOf(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x100000000) * bound);
  };
}
