import { Logger } from '@nestjs/common';
import { SecretKeys } from '@castellan/common';
import type { TwoFactor } from '@castellan/twofactor';
import { SECRET_KEY, STEP, TwoFactorLibrary } from '../../support/twofactor/library.js';

const NEW_KEY = 'another secret key for tests, of 32 bytes and more';

describe('an attack on a second factor', () => {
  let library: TwoFactorLibrary;
  let twoFactor: TwoFactor;
  beforeAll(async () => {
    library = await TwoFactorLibrary.open();
    twoFactor = library.twoFactor;
  });
  afterAll(() => library.close());
  afterEach(() => jest.restoreAllMocks());
  beforeEach(() => library.clock.advance(10 * STEP));

  describe('secret at rest', () => {
    it('is nowhere to be read in the tables', async () => {
      const { id, secret, codes } = await library.anEnabledUser();

      const rows = JSON.stringify(await library.sql('SELECT * FROM two_factor JOIN backup_codes USING (user_id) WHERE user_id = $1', [id]));

      expect(rows).not.toContain(secret);
      for (const code of codes) expect(rows).not.toContain(code.slice(5).replace('-', ''));
    });

    it('does not open when it is moved to another user, and says so in the log without it', async () => {
      const [mallory, victim] = [await library.anEnabledUser(), await library.anEnabledUser()];
      const errors = jest.spyOn(Logger.prototype, 'error').mockImplementation();
      await library.sql('UPDATE two_factor SET secret = (SELECT secret FROM two_factor WHERE user_id = $1) WHERE user_id = $2', [
        mallory.id,
        victim.id,
      ]);

      for (const { secret } of [mallory, victim]) expect(await twoFactor.verify(victim.id, library.phone(secret))).toBeNull();

      const lines = errors.mock.calls.map(([line]) => String(line));
      expect(lines).toEqual([expect.stringContaining(victim.id), expect.stringContaining(victim.id)]);
      expect(lines.join()).not.toMatch(new RegExp(`v1\\.|${mallory.secret}|${victim.secret}`));
    });

    it('does not open when a pending one is moved to another user', async () => {
      const [mallory, victim] = [await library.aUser(), await library.aUser()];
      const [secret] = [await twoFactor.generateSecretKey(mallory), await twoFactor.generateSecretKey(victim)];
      jest.spyOn(Logger.prototype, 'error').mockImplementation();
      await library.sql(
        'UPDATE two_factor SET pending_secret = (SELECT pending_secret FROM two_factor WHERE user_id = $1) WHERE user_id = $2',
        [mallory, victim],
      );

      expect(await twoFactor.verifyToken(victim, library.phone(secret))).toBe(false);
      expect(await twoFactor.enable(victim, library.phone(secret))).toBeNull();
    });

    it('fails closed when it was altered, and backup codes still work', async () => {
      const { id, secret, codes } = await library.anEnabledUser();
      jest.spyOn(Logger.prototype, 'error').mockImplementation();

      for (const broken of ['', 'rubbish', 'v1.aaaaaaaa.', 'v2.a.b']) {
        await library.sql('UPDATE two_factor SET secret = $2 WHERE user_id = $1', [id, broken]);
        expect(await twoFactor.verify(id, library.phone(secret))).toBeNull();
      }
      expect(await twoFactor.verify(id, codes[0]!)).toEqual({ method: 'backup_code', remaining: 2 });
    });

    it('is opened by a fallback key and sealed again with the current one when it is used', async () => {
      const { id, secret } = await library.anEnabledUser();
      const [rotated, cleaned] = [
        await library.withOptions({ secretKeys: new SecretKeys([NEW_KEY, SECRET_KEY]) }),
        await library.withOptions({ secretKeys: new SecretKeys([NEW_KEY]) }),
      ];
      jest.spyOn(Logger.prototype, 'error').mockImplementation();
      expect(await cleaned.verify(id, library.phone(secret))).toBeNull();

      expect(await rotated.verify(id, library.phone(secret))).toEqual({ method: 'totp' });
      expect(await cleaned.verify(id, library.phone(secret, 1))).toEqual({ method: 'totp' });
    });

    it('is enabled with the current key where a fallback one sealed it pending', async () => {
      const user = await library.aUser();
      const secret = await twoFactor.generateSecretKey(user);
      const rotated = await library.withOptions({ secretKeys: new SecretKeys([NEW_KEY, SECRET_KEY]) });
      const cleaned = await library.withOptions({ secretKeys: new SecretKeys([NEW_KEY]) });

      expect(await rotated.enable(user, library.phone(secret))).toHaveLength(3);
      expect(await cleaned.verify(user, library.phone(secret, 1))).toEqual({ method: 'totp' });
    });
  });

  describe('odd input', () => {
    const ODD = [
      '',
      ' ',
      '-',
      '000000',
      '-123456',
      '+12345',
      '1e5',
      '１２３４５６',
      '\u0000',
      '\ud800',
      "' OR 1=1 --",
      '%00',
      '😀'.repeat(14),
    ];

    it.each([...ODD, 'x'.repeat(1_000_000), '1'.repeat(1_000_000), ' '.repeat(1_000_000), '-'.repeat(63)])(
      'is a wrong code: %.20j',
      async (code) => {
        const { id } = await library.anEnabledUser();

        expect([await twoFactor.verify(id, code), await twoFactor.verifyToken(id, code)]).toEqual([null, false]);
      },
    );

    it('is forgiven where a person typed it: blanks, other dashes, lower case', async () => {
      const { id, secret, codes } = await library.anEnabledUser();
      const [one, two] = codes as readonly [string, string];

      expect(await twoFactor.verify(id, ` ${library.phone(secret).replace(/(...)/, '$1 ')}\n`)).toEqual({ method: 'totp' });
      expect(await twoFactor.verify(id, one.toLowerCase().replaceAll('-', ' – '))).toEqual({ method: 'backup_code', remaining: 2 });
      expect(await twoFactor.verify(id, two.replaceAll('-', '').replaceAll('0', 'O').replaceAll('1', 'l'))).toMatchObject({ remaining: 1 });
    });

    it('is another user’s backup code', async () => {
      const [mallory, victim] = [await library.anEnabledUser(), await library.anEnabledUser()];

      expect(await twoFactor.verify(victim.id, mallory.codes[0]!)).toBeNull();
      expect(await twoFactor.stateOf(mallory.id)).toMatchObject({ backupCodesRemaining: 3 });
    });
  });
});
