import { randomBytes, randomUUID } from 'node:crypto';
import { CounterWentBack, Passkeys } from '@castellan/passkeys';
import type { Cbor } from '../../support/authenticator/cbor.js';
import type { SoftwareAuthenticator } from '../../support/authenticator/software-authenticator.js';
import type { Tampering } from '../../support/authenticator/tampering.js';
import { ADA, ORIGIN, PasskeysLibrary, registrationOf, secondFactorOf } from '../../support/passkeys/library.js';
import type { Owner } from '../../support/passkeys/library.js';
import { expectInvalid } from '../../support/passkeys/refused.js';

describe(`${Passkeys.name} (attacks)`, () => {
  let library: PasskeysLibrary;
  let passkeys: Passkeys;
  let ada: Owner;
  let eve: Owner;
  beforeAll(async () => {
    library = await PasskeysLibrary.open();
    passkeys = library.passkeys;
  });
  beforeEach(async () => {
    [ada, eve] = [await library.anOwner(), await library.anOwner()];
  });
  afterAll(() => library.close());

  /** And the owner is let in after it. */
  async function expectRefused(attack: Promise<unknown>, reason?: string): Promise<void> {
    await expectInvalid(attack, reason);
    await expect(library.signIn(ada.device)).resolves.toMatchObject({ userId: ada.userId });
  }

  const handleOf = async ({ userId }: Owner): Promise<string> => (await passkeys.signalsOf(userId))!.userHandle;

  describe.each<[string, Tampering]>([
    ['a wrong origin', { origin: 'https://app.example.com' }],
    ['an origin that begins alike', { origin: `${ORIGIN}.evil.example` }],
    ['another origin of the same domain', { origin: 'https://blog.example.org' }],
    ['the origin without TLS', { origin: 'http://app.example.org' }],
    ['another port', { origin: `${ORIGIN}:8443` }],
    ['a wrong RP', { rpId: 'evil.example' }],
    ['the RP one label below', { rpId: 'app.example.org' }],
    ['a frame in another site', { crossOrigin: true }],
    ['a frame in another site, told in other words', { crossOrigin: 'true' }],
    ['a frame in another site whose origin is told', { crossOrigin: true, clientData: { topOrigin: 'https://evil.example' } }],
    ['a top origin without a frame', { clientData: { topOrigin: ORIGIN } }],
    ['nobody present', { isPresent: false }],
    ['a copy of what cannot be copied', { isSynced: false, isBackedUp: true }],
    ['a challenge that nobody made', { challenge: randomBytes(32).toString('base64url') }],
    ['no challenge', { challenge: '' }],
    ['a challenge that is no text', { clientData: { challenge: { toString: 'x' } } }],
  ])('refuses %s', (_name, tampering) => {
    it('at a registration', () => expectRefused(library.register(ada.userId, library.device(), tampering)));
    it('at a sign-in', () => expectRefused(library.signIn(ada.device, tampering)));
    it('at a second factor', () => expectRefused(library.prove(ada.userId, ada.device, tampering)));
  });

  describe.each<[string, Tampering]>([
    ['a new passkey for an answer', { type: 'webauthn.create' }],
    ['no signature', { signature: () => Buffer.alloc(0) }],
    ['a signature with a bit turned', { signature: turnedAtTheEnd }],
    ['the handle of nobody', { userHandle: randomBytes(32).toString('base64url') }],
    ['one that becomes a copied one', { isSynced: true }],
  ])('refuses %s', (_name, tampering) => {
    it('at a sign-in', () => expectRefused(library.signIn(ada.device, tampering)));
    it('at a second factor', () => expectRefused(library.prove(ada.userId, ada.device, tampering)));
  });

  it('refuses an answer for a new passkey', () => expectRefused(library.register(ada.userId, library.device(), { type: 'webauthn.get' })));

  describe('somebody else’s credential', () => {
    it('is no second factor, right as its answer is', async () => {
      const ceremony = secondFactorOf(ada.userId);
      const { options } = await passkeys.requestOptions(ceremony);
      const answer = (tampering: Tampering) => eve.device.getWith(eve.device.ids[0]!, options, tampering);

      await expectRefused(passkeys.verify(ceremony, answer({ userHandle: null })));
      const again = await passkeys.requestOptions(ceremony);
      const named = eve.device.getWith(eve.device.ids[0]!, again.options, { userHandle: await handleOf(ada) });
      await expectRefused(passkeys.verify(ceremony, named));
    });

    it('signs nobody else in by naming them', async () => {
      await expectRefused(library.signIn(eve.device, { userHandle: await handleOf(ada) }));
    });

    it('signs nobody in without naming its owner', () => expectRefused(library.signIn(ada.device, { userHandle: null })));

    it('named in an answer signed by one’s own is refused', async () => {
      const mine = { id: ada.device.ids[0]!, userHandle: await handleOf(ada) };

      await expectRefused(library.signIn(eve.device, mine));
    });

    it('is not registered a second time, for whomever', async () => {
      const ceremony = registrationOf(eve.userId);
      const before = await passkeys.registrationOptions(ceremony, ADA);
      const device = library.device();
      const made = await passkeys.verifyRegistration(ceremony, device.create(before.options));
      await passkeys.add(ada.userId, made, null);

      await expectRefused(passkeys.add(eve.userId, made, null));
      expect(await passkeys.count(eve.userId)).toBe(1);
    });

    it('is not taken by a new key under its id', async () => {
      const ceremony = registrationOf(eve.userId);
      const { options } = await passkeys.registrationOptions(ceremony, ADA);

      await expectRefused(passkeys.verifyRegistration(ceremony, library.device().create(options, { id: ada.device.ids[0]! })));
    });
  });

  it('never takes a passkey that is left out: the same one is not two factors', async () => {
    const ceremony = secondFactorOf(ada.userId);
    await library.register(ada.userId, library.device());
    const { options } = await passkeys.requestOptions(ceremony, [ada.passkey.id]);
    const answer = ada.device.getWith(ada.device.ids[0]!, options);

    await expectRefused(passkeys.verify(ceremony, answer, [ada.passkey.id]));
  });

  describe('a cloned counter', () => {
    it('is told with its passkey, and lets nobody in', async () => {
      const clone = ada.device.clone();
      await library.signIn(ada.device);
      await library.signIn(ada.device);

      const attack = library.signIn(clone);

      await expect(attack).rejects.toThrow(CounterWentBack);
      await expect(attack).rejects.toMatchObject({ passkey: { id: ada.passkey.id, lastUsedAt: library.clock.now() } });
      await expectRefused(library.signIn(clone));
    });

    it.each([0, 5])('is one that says %d after it said 5', async (counter) => {
      await library.signIn(ada.device, { counter: 5 });

      await expect(library.signIn(ada.device, { counter })).rejects.toThrow(CounterWentBack);
    });

    it('is one that was registered with a higher one', async () => {
      const device = library.device();
      const userId = randomUUID();
      await library.register(userId, device, { counter: 7 });

      await expect(library.signIn(device, { counter: 7 })).rejects.toThrow(CounterWentBack);
      await expect(library.signIn(device, { counter: 8 })).resolves.toMatchObject({ userId });
    });
  });

  describe('an unverified user', () => {
    it('is told as such, whatever they claim', async () => {
      await expect(library.signIn(ada.device, { isVerified: false })).resolves.toMatchObject({ isUserVerified: false });
      await expect(library.prove(ada.userId, ada.device, { isVerified: false })).resolves.toMatchObject({ isUserVerified: false });
    });

    it('is not made a verified one after the signature', async () => {
      const { options, state } = await passkeys.signInOptions();

      await expectRefused(passkeys.verifySignIn(state, asVerified(ada.device, options)));
    });
  });

  it('tells of an unknown passkey that it is unknown, so that browsers may forget it, and of a known one nothing', async () => {
    await passkeys.remove(eve.userId, eve.passkey.id);

    await expectRefused(library.signIn(eve.device), 'unknown_passkey');
    const { options } = await passkeys.signInOptions();
    await expectRefused(passkeys.verifySignIn('another state', eve.device.get(options)));
  });

  it('looks at no attestation: a certificate of the sender’s choice makes the service ask nobody', async () => {
    const attStmt = new Map<string, Cbor>([['alg', -7], ['sig', randomBytes(70)], ['x5c', [randomBytes(400)]]]); // prettier-ignore

    const passkey = await library.register(ada.userId, library.device(), { attestation: { fmt: 'packed', attStmt } });

    expect(passkey.userId).toBe(ada.userId);
  });

  it.each(['no-base64url!', 'AAAB', '', 'AAB', `${'A'.repeat(1_364)}AAAA`])('refuses the id %j', async (id) => {
    await expectRefused(library.signIn(ada.device, { id }), id === 'AAAB' ? 'unknown_passkey' : undefined);
  });

  it('knows an id in one spelling only', async () => {
    await expectRefused(library.signIn(ada.device, { id: `${ada.device.ids[0]!}=` }));
  });

  it('keeps of transports what may be one', async () => {
    const transports = ['usb', 7, '<script>', 'x'.repeat(40), null, 'nfc', ...Array.from({ length: 20 }, () => 'ble')];

    const passkey = await library.register(ada.userId, library.device(), { transports });

    expect(passkey.transports).toEqual(['usb', 'nfc', 'ble', 'ble', 'ble', 'ble', 'ble', 'ble']);
  });
});

function turnedAtTheEnd(honest: Buffer): Buffer {
  const turned = Buffer.from(honest);
  turned[turned.length - 1]! ^= 1;
  return turned;
}

/** Signed without a look at the user, then said to be with one. */
function asVerified(device: SoftwareAuthenticator, options: Parameters<SoftwareAuthenticator['get']>[0]) {
  const honest = device.get(options, { isVerified: false });
  const data = Buffer.from(honest.response.authenticatorData, 'base64url');
  data[32]! |= 0x04;
  return { ...honest, response: { ...honest.response, authenticatorData: data.toString('base64url') } };
}
