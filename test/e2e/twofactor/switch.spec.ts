import { AlreadyEnabled } from '@castellan/twofactor';
import type { TwoFactor } from '@castellan/twofactor';
import { STEP, TwoFactorLibrary } from '../../support/twofactor/library.js';

const twenty = <T>(work: (index: number) => Promise<T>): Promise<T>[] => Array.from({ length: 20 }, (_, index) => work(index));

/** Two-step sign-in of a user whose second factor the host keeps (docs/decisions/0206-the-switch-is-not-the-authenticator.md). */
describe('two-step sign-in without an authenticator', () => {
  let library: TwoFactorLibrary;
  let twoFactor: TwoFactor;
  let nodes: readonly [TwoFactor, TwoFactor];
  beforeAll(async () => {
    library = await TwoFactorLibrary.open();
    twoFactor = library.twoFactor;
    nodes = [twoFactor, await library.anotherNode()];
  });
  afterAll(() => library.close());
  beforeEach(() => library.clock.advance(10 * STEP));

  const node = (index: number): TwoFactor => nodes[index % 2 === 0 ? 0 : 1];
  const works = async (id: string, code: string): Promise<boolean> => (await twoFactor.verify(id, code)) !== null;
  /** A first second factor of the host's gives codes before the switch is on. */
  const codesOf = async (id: string): Promise<readonly string[]> => {
    const prepared = await twoFactor.prepareCodes(id);
    return library.transaction(() => twoFactor.addCodes(id, prepared));
  };
  const addAuthenticator = async (id: string): Promise<string> => {
    const secret = await twoFactor.generateSecretKey(id);
    await twoFactor.enable(id, library.phone(secret));
    library.clock.advance(STEP);
    return secret;
  };

  it('is on, by no authenticator, and its backup codes work', async () => {
    const id = await library.aUser();

    const codes = await twoFactor.turnOn(id);

    expect(await twoFactor.isEnabled(id)).toBe(true);
    expect(await twoFactor.hasTotp(id)).toBe(false);
    expect(await twoFactor.stateOf(id)).toEqual({
      enabled: true,
      enabledAt: library.clock.now(),
      totpEnabledAt: null,
      backupCodesRemaining: 3,
      backupCodesTotal: 3,
    });
    expect(await twoFactor.enabledAmong([id])).toEqual(new Set([id]));
    expect(await works(id, codes[0]!)).toBe(true);
    await expect(twoFactor.turnOn(id)).rejects.toThrow(AlreadyEnabled);
  });

  it('leaves the codes good that were shown before: turning it on only adds', async () => {
    const id = await library.aUser();
    const [before] = await codesOf(id);
    expect(await works(id, before!)).toBe(false);

    const after = await twoFactor.turnOn(id);

    expect(await twoFactor.stateOf(id)).toMatchObject({ backupCodesRemaining: 6, backupCodesTotal: 6 });
    expect([await works(id, before!), await works(id, after[0]!)]).toEqual([true, true]);
  });

  it('leaves them good as well when an authenticator turns it on', async () => {
    const id = await library.aUser();
    const [before] = await codesOf(id);

    await addAuthenticator(id);

    expect([await works(id, before!), (await twoFactor.stateOf(id)).backupCodesTotal]).toEqual([true, 6]);
  });

  it('takes an authenticator beside it, which brings no codes and turns nothing on', async () => {
    const id = await library.aUser();
    const [code] = await twoFactor.turnOn(id);
    const since = library.clock.now();
    library.clock.advance(10 * STEP);
    const secret = await twoFactor.generateSecretKey(id);

    expect(await twoFactor.enable(id, library.phone(secret))).toEqual([]);

    const totpEnabledAt = library.clock.now();
    expect(await twoFactor.stateOf(id)).toMatchObject({ enabledAt: since, totpEnabledAt, backupCodesTotal: 3 });
    expect(await works(id, library.phone(secret, 1))).toBe(true);
    expect(await works(id, code!)).toBe(true);
    await expect(twoFactor.generateSecretKey(id)).rejects.toThrow(AlreadyEnabled);
  });

  it('is not turned on by a set-up that was begun before: that is forgotten', async () => {
    const id = await library.aUser();
    const secret = await twoFactor.generateSecretKey(id);

    await twoFactor.turnOn(id);

    expect(await twoFactor.enable(id, library.phone(secret))).toBeNull();
  });

  it('is off with its authenticator, and no code works', async () => {
    const id = await library.aUser();
    const codes = [...(await codesOf(id)), ...(await twoFactor.turnOn(id))];
    const secret = await addAuthenticator(id);

    expect([await twoFactor.disable(id), await twoFactor.disable(id)]).toEqual([true, false]);

    expect(await twoFactor.stateOf(id)).toMatchObject({ enabled: false, totpEnabledAt: null, backupCodesTotal: 0 });
    for (const code of [...codes, library.phone(secret)]) expect(await works(id, code)).toBe(false);
  });

  it('outlives the nightly clean-up of a set-up that nobody finished', async () => {
    const id = await library.aUser();
    await twoFactor.turnOn(id);
    await twoFactor.generateSecretKey(id);
    library.clock.advance(twoFactor.setupTtlMs + 1);

    await twoFactor.deleteExpired(library.clock.now());

    expect(await twoFactor.isEnabled(id)).toBe(true);
    expect(await library.sql('SELECT 1 FROM two_factor WHERE user_id = $1 AND pending_secret IS NOT NULL', [id])).toEqual([]);
  });

  describe('what is taken away since a moment', () => {
    it('is an authenticator that was added since, and nothing of the older switch', async () => {
      const id = await library.aUser();
      const [code] = await twoFactor.turnOn(id);
      library.clock.advance(STEP);
      const moment = library.clock.now();
      const secret = await addAuthenticator(id);

      expect(await twoFactor.removeSince(id, moment)).toEqual(['authenticator']);

      expect(await works(id, library.phone(secret))).toBe(false);
      expect(await works(id, code!)).toBe(true);
      expect(await twoFactor.stateOf(id)).toMatchObject({ enabled: true, totpEnabledAt: null });
    });

    it('is the switch that was turned on since, with its codes; those that came before it stay', async () => {
      const id = await library.aUser();
      await codesOf(id);
      library.clock.advance(STEP);
      const moment = library.clock.now();
      await twoFactor.turnOn(id);
      await addAuthenticator(id);

      expect(await twoFactor.removeSince(id, moment)).toEqual(['second_factor']);

      expect(await twoFactor.stateOf(id)).toMatchObject({ enabled: false, totpEnabledAt: null, backupCodesTotal: 3 });
    });

    it('names codes that were made anew beside an authenticator that was added', async () => {
      const id = await library.aUser();
      await twoFactor.turnOn(id);
      library.clock.advance(STEP);
      const moment = library.clock.now();
      await addAuthenticator(id);
      await twoFactor.regenerateBackupCodes(id);

      expect(await twoFactor.removeSince(id, moment)).toEqual(['authenticator', 'backup_codes']);
    });

    it('is an authenticator of an older version by when it was turned on', async () => {
      const { id } = await library.anEnabledUser();
      await library.sql('UPDATE two_factor SET totp_enabled_at = NULL WHERE user_id = $1', [id]);
      expect(await twoFactor.hasTotp(id)).toBe(true);
      library.clock.advance(STEP);

      expect(await twoFactor.removeSince(id, library.clock.now())).toEqual([]);
    });

    it('is a set-up that is not finished, in any case', async () => {
      const id = await library.aUser();
      await twoFactor.turnOn(id);
      const secret = await twoFactor.generateSecretKey(id);
      library.clock.advance(STEP);

      expect(await twoFactor.removeSince(id, library.clock.now())).toEqual([]);

      expect(await twoFactor.enable(id, library.phone(secret))).toBeNull();
    });
  });

  describe('race', () => {
    it('lets one of twenty turn it on, and its codes are the ones that work', async () => {
      const id = await library.aUser();

      const results = await Promise.allSettled(twenty((index) => node(index).turnOn(id)));

      const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
      expect([won.length, lost.length]).toEqual([1, 19]);
      expect(lost.every((reason) => reason instanceof AlreadyEnabled)).toBe(true);
      expect(await twoFactor.stateOf(id)).toMatchObject({ backupCodesTotal: 3 });
      expect(await works(id, won[0]![0]!)).toBe(true);
    });

    it('gives codes once where it is turned on by both kinds at once, and all that were given work', async () => {
      for (let round = 0; round < 5; round += 1) {
        const id = await library.aUser();
        const secret = await twoFactor.generateSecretKey(id);
        const code = library.phone(secret);

        const results = await Promise.allSettled(twenty((index) => (index % 2 ? node(0).turnOn(id) : node(1).enable(id, code))));

        const given = results.flatMap((result) => (result.status === 'fulfilled' && result.value ? result.value : []));
        expect(given).toHaveLength(3);
        for (const one of given) expect(await works(id, one)).toBe(true);
      }
    });

    it('leaves codes that work, or none, when it is turned on and off at once', async () => {
      for (let round = 0; round < 5; round += 1) {
        const id = await library.aUser();

        const given: string[] = [];
        const turnOn = async () => void given.push(...(await node(0).turnOn(id)));
        const turnOff = () => node(1).disable(id);

        await Promise.allSettled(twenty((index) => (index % 2 ? turnOn() : turnOff())));

        const { enabled, backupCodesTotal } = await twoFactor.stateOf(id);
        expect(backupCodesTotal).toBe(enabled ? 3 : 0);
        const good = await Promise.all(given.map((code) => works(id, code)));
        expect(good.filter(Boolean)).toHaveLength(backupCodesTotal);
      }
    });
  });
});
