import { Passkeys } from '@castellan/passkeys';
import type { Ceremony } from '@castellan/passkeys';
import { ADA, PasskeysLibrary, registrationOf, RP_ID, secondFactorOf } from '../../support/passkeys/library.js';
import type { Owner } from '../../support/passkeys/library.js';
import { expectInvalid } from '../../support/passkeys/refused.js';

describe(`${Passkeys.name} (challenges)`, () => {
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

  describe('a reused challenge', () => {
    it('lets nobody in a second time', async () => {
      const { options, state } = await passkeys.signInOptions();
      await passkeys.verifySignIn(state, ada.device.get(options));

      await expectRefused(passkeys.verifySignIn(state, ada.device.get(options)));
    });

    it('registers no second passkey', async () => {
      const ceremony = registrationOf(ada.userId);
      const { options } = await passkeys.registrationOptions(ceremony, ADA);
      await passkeys.verifyRegistration(ceremony, library.device().create(options));

      await expectRefused(passkeys.verifyRegistration(ceremony, library.device().create(options)));
    });

    it('is spent by a wrong answer, too', async () => {
      const { options, state } = await passkeys.signInOptions();
      await expectRefused(passkeys.verifySignIn(state, ada.device.get(options, { origin: 'https://evil.example' })));

      await expectRefused(passkeys.verifySignIn(state, ada.device.get(options)));
    });

    it('is over after its time', async () => {
      const { options, state } = await passkeys.signInOptions();
      const late = ada.device.get(options);
      await library.expireChallenges();

      await expectRefused(passkeys.verifySignIn(state, late));
    });
  });

  describe('a foreign challenge', () => {
    it('of another user is refused', async () => {
      const { options } = await passkeys.requestOptions(secondFactorOf(eve.userId));

      await expectRefused(passkeys.verify(secondFactorOf(ada.userId), ada.device.getWith(ada.device.ids[0]!, options)));
    });

    it('of another user registers nothing', async () => {
      const { options } = await passkeys.registrationOptions(registrationOf(eve.userId), ADA);

      await expectRefused(passkeys.verifyRegistration(registrationOf(ada.userId), library.device().create(options)));
    });

    it('of another sign-in that waits is refused', async () => {
      const { options } = await passkeys.requestOptions(secondFactorOf(ada.userId, 'one'));

      await expectRefused(passkeys.verify(secondFactorOf(ada.userId, 'other'), ada.device.get(options)));
    });

    it('of another sign-in is refused', async () => {
      const [mine, yours] = [await passkeys.signInOptions(), await passkeys.signInOptions()];

      await expectRefused(passkeys.verifySignIn(yours.state, ada.device.get(mine.options)));
    });
  });

  it('refuses a registration on an old session', async () => {
    const { options } = await passkeys.registrationOptions(registrationOf(ada.userId, 'session of yesterday'), ADA);

    await expectRefused(passkeys.verifyRegistration(registrationOf(ada.userId, 'session of today'), library.device().create(options)));
    expect(await passkeys.count(ada.userId)).toBe(1);
  });

  describe('a challenge of another purpose', () => {
    const PURPOSES = ['registration', 'sign_in', 'second_factor', 'reauthentication', 'panel'] as const;
    type Purpose = (typeof PURPOSES)[number];
    const pairs = PURPOSES.flatMap((asked) => PURPOSES.filter((one) => one !== asked).map((answered) => [asked, answered] as const));
    const ceremonyOf = (purpose: Purpose): Ceremony => ({ purpose, userId: ada.userId, boundTo: 'the same in all' });

    async function challengeOf(purpose: Purpose): Promise<{ challenge: string; state: string }> {
      const ceremony = ceremonyOf(purpose);
      if (purpose === 'sign_in') {
        const { options, state } = await passkeys.signInOptions();
        return { challenge: options.challenge, state };
      }
      const asked = purpose === 'registration' ? passkeys.registrationOptions(ceremony, ADA) : passkeys.requestOptions(ceremony);
      return { challenge: (await asked).options.challenge, state: ceremony.boundTo };
    }

    async function answer(purpose: Purpose, { challenge, state }: { challenge: string; state: string }): Promise<unknown> {
      if (purpose === 'registration') {
        const user = { id: await handleOf(ada) };
        const created = library.device().create({ challenge, rp: { id: RP_ID }, user, pubKeyCredParams: [{ alg: -7 }] });
        return passkeys.verifyRegistration(ceremonyOf(purpose), created);
      }
      const got = ada.device.get({ challenge, rpId: RP_ID });
      return purpose === 'sign_in' ? passkeys.verifySignIn(state, got) : passkeys.verify(ceremonyOf(purpose), got);
    }

    it.each(PURPOSES)('(%s is right where it was asked for)', async (purpose) => {
      await expect(answer(purpose, await challengeOf(purpose))).resolves.toBeDefined();
    });

    it.each(pairs)('of %s is refused for %s', async (asked, answered) => {
      await expectRefused(answer(answered, await challengeOf(asked)));
    });
  });
});
