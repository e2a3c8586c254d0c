import { randomUUID } from 'node:crypto';
import { TwoFactor, AlreadyEnabled, NotEnabled } from '@castellan/twofactor';
import { STEP, TwoFactorLibrary } from '../../support/twofactor/library.js';

const MINUTE = 60_000;

describe(TwoFactor.name, () => {
  let library: TwoFactorLibrary;
  let twoFactor: TwoFactor;
  beforeAll(async () => {
    library = await TwoFactorLibrary.open();
    twoFactor = library.twoFactor;
  });
  afterAll(() => library.close());
  beforeEach(() => library.clock.advance(10 * STEP));

  it('makes a secret, shows it, verifies a code and is enabled', async () => {
    const user = await library.aUser();

    const secret = await twoFactor.generateSecretKey(user);
    const qr = await twoFactor.userQr('ada@example.org', secret);
    const isRight = await twoFactor.verifyToken(user, library.phone(secret));
    const codes = await twoFactor.enable(user, library.phone(secret));

    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(Buffer.from(qr.replace('data:image/png;base64,', ''), 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect(isRight).toBe(true);
    expect(codes).toEqual([expect.stringMatching(CODE), expect.stringMatching(CODE), expect.stringMatching(CODE)]);
    expect(await twoFactor.isEnabled(user)).toBe(true);
    expect(await twoFactor.stateOf(user)).toEqual({
      enabled: true,
      enabledAt: library.clock.now(),
      totpEnabledAt: library.clock.now(),
      backupCodesRemaining: 3,
      backupCodesTotal: 3,
    });
  });

  it('hands out ten backup codes where ten are asked for', async () => {
    const { codes } = await library.anEnabledUser(await library.withOptions({ backupCodes: 10 }));

    expect(new Set(codes).size).toBe(10);
  });

  it('fits the longest address and a long issuer into the QR code', async () => {
    const wordy = await library.withOptions({ issuer: '名'.repeat(21) });

    expect(await wordy.userQr(`${'例'.repeat(250)}@x.y`, 'A'.repeat(32))).toMatch(/^data:image\/png;base64,/);
  });

  it('refuses an issuer that authenticator apps would cut', async () => {
    await expect(library.withOptions({ issuer: 'Castellan: home' })).rejects.toThrow('no colon');
  });

  it('asks for no code while a secret is only pending', async () => {
    const user = await library.aUser();
    const secret = await twoFactor.generateSecretKey(user);

    expect(await twoFactor.verify(user, library.phone(secret))).toBeNull();
    expect(await twoFactor.isEnabled(user)).toBe(false);
    expect(await twoFactor.stateOf(user)).toEqual({
      enabled: false,
      enabledAt: null,
      totpEnabledAt: null,
      backupCodesRemaining: 0,
      backupCodesTotal: 0,
    });
  });

  it('does not use up a code that is verified before enabling', async () => {
    const user = await library.aUser();
    const secret = await twoFactor.generateSecretKey(user);

    const answers = [await twoFactor.verifyToken(user, library.phone(secret)), await twoFactor.verifyToken(user, library.phone(secret))];

    expect(answers).toEqual([true, true]);
    expect(await twoFactor.enable(user, library.phone(secret))).not.toBeNull();
  });

  it('forgets a pending secret when a newer one is made', async () => {
    const user = await library.aUser();
    const [older, newer] = [await twoFactor.generateSecretKey(user), await twoFactor.generateSecretKey(user)];

    expect(await twoFactor.verifyToken(user, library.phone(older))).toBe(false);
    expect(await twoFactor.enable(user, library.phone(older))).toBeNull();
    expect(await twoFactor.enable(user, library.phone(newer))).not.toBeNull();
  });

  it('forgets a pending secret after ten minutes', async () => {
    const user = await library.aUser();
    const secret = await twoFactor.generateSecretKey(user);
    library.clock.advance(10 * MINUTE - 1);
    expect(await twoFactor.verifyToken(user, library.phone(secret))).toBe(true);
    library.clock.advance(1);

    expect(await twoFactor.verifyToken(user, library.phone(secret))).toBe(false);
    expect(await twoFactor.enable(user, library.phone(secret))).toBeNull();
  });

  it('is enabled by no wrong code, backup code or another user’s code', async () => {
    const [user, other] = [await library.aUser(), await library.aUser()];
    const [secret, theirs] = [await twoFactor.generateSecretKey(user), await twoFactor.generateSecretKey(other)];

    for (const code of [library.phone(theirs), library.phone(secret, 3), '', 'AAAA-AAAAA-AAAAA'])
      expect(await twoFactor.enable(user, code)).toBeNull();
    expect(await twoFactor.enable(await library.aUser(), library.phone(secret))).toBeNull();
    expect(await twoFactor.isEnabled(user)).toBe(false);
  });

  it('is not set up or enabled a second time', async () => {
    const { id, secret } = await library.anEnabledUser();

    await expect(twoFactor.generateSecretKey(id)).rejects.toThrow(AlreadyEnabled);
    await expect(twoFactor.enable(id, library.phone(secret))).rejects.toThrow(AlreadyEnabled);
    expect(await twoFactor.verify(id, library.phone(secret))).toEqual({ method: 'totp' });
  });

  it('tells of many users whose second factor is on', async () => {
    const [{ id }, settingUp] = [await library.anEnabledUser(), await library.aUser()];
    await twoFactor.generateSecretKey(settingUp);

    expect(await twoFactor.enabledAmong([await library.aUser(), id, settingUp, randomUUID()])).toEqual(new Set([id]));
    expect(await twoFactor.enabledAmong([])).toEqual(new Set());
  });

  it('is gone with its codes when it is disabled, and can be set up anew', async () => {
    const { id, secret, codes } = await library.anEnabledUser();

    expect(await twoFactor.disable(id)).toBe(true);
    expect(await twoFactor.disable(id)).toBe(false);
    for (const code of [library.phone(secret), codes[0]!]) expect(await twoFactor.verify(id, code)).toBeNull();
    await expect(twoFactor.backupCodes(id)).rejects.toThrow(NotEnabled);
    await expect(twoFactor.regenerateBackupCodes(id)).rejects.toThrow(NotEnabled);
    expect(await twoFactor.enable(id, library.phone(await twoFactor.generateSecretKey(id)))).not.toBeNull();
  });

  it('tells caches of its change, in the transaction that makes it, and of nothing else', async () => {
    const told: unknown[] = [];
    jest.spyOn(library.revocations, 'publish').mockImplementation(async (change) => void told.push([change, library.isTransactionOpen]));

    const { id } = await library.anEnabledUser();
    await twoFactor.verify(id, '123456');
    expect(told.splice(0)).toEqual([[{ kind: 'user', id }, true]]);
    await twoFactor.disable(id);
    await twoFactor.disable(id);
    expect(told).toEqual([[{ kind: 'user', id }, true]]);
    jest.restoreAllMocks();
  });

  it('stays on when the transaction that disables it is rolled back', async () => {
    const { id, codes } = await library.anEnabledUser();

    await library.transaction(() => twoFactor.disable(id).then(() => Promise.reject(new Error('rolled back')))).catch(() => undefined);

    expect(await twoFactor.verify(id, codes[0]!)).toEqual({ method: 'backup_code', remaining: 2 });
  });

  it('is not enabled, and keeps its backup codes, when what belongs to the change fails', async () => {
    const [user, { id, codes }] = [await library.aUser(), await library.anEnabledUser()];
    const secret = await twoFactor.generateSecretKey(user);
    const fail = () => Promise.reject(new Error('no mail'));

    await expect(twoFactor.enable(user, library.phone(secret), fail)).rejects.toThrow('no mail');
    await expect(twoFactor.regenerateBackupCodes(id, fail)).rejects.toThrow('no mail');

    expect(await twoFactor.stateOf(user)).toMatchObject({ enabled: false, backupCodesTotal: 0 });
    expect(await twoFactor.enable(user, library.phone(secret))).toHaveLength(3);
    expect(await twoFactor.verify(id, codes[0]!)).toEqual({ method: 'backup_code', remaining: 2 });
  });

  it('lists which backup codes were used, and when', async () => {
    const { id, codes } = await library.anEnabledUser();
    await twoFactor.verify(id, codes[1]!);

    expect(await twoFactor.backupCodes(id)).toEqual({
      total: 3,
      remaining: 2,
      codes: [{ usedAt: library.clock.now() }, { usedAt: null }, { usedAt: null }],
    });
  });

  it('kills the old backup codes with new ones', async () => {
    const { id, codes } = await library.anEnabledUser();
    await twoFactor.verify(id, codes[0]!);

    const renewed = await twoFactor.regenerateBackupCodes(id);

    expect(await twoFactor.verify(id, codes[1]!)).toBeNull();
    expect(await twoFactor.verify(id, renewed[0]!)).toEqual({ method: 'backup_code', remaining: 2 });
  });

  it('hands out what is stored, without secrets and hashes', async () => {
    const { id, codes } = await library.anEnabledUser();
    const enabledAt = new Date(library.clock.millis() - STEP);
    await twoFactor.verify(id, codes[0]!);

    expect(await twoFactor.exportOf(id)).toEqual({
      two_factor: [{ enabled_at: enabledAt, totp_enabled_at: enabledAt, pending_until: null, created_at: enabledAt }],
      backup_codes: [library.clock.now(), null, null].map((used_at) => ({ created_at: enabledAt, used_at })),
    });
  });

  it('takes away set-ups that nobody finished, and nothing else', async () => {
    const [abandoned, { id: enabled }] = [await library.aUser(), await library.anEnabledUser()];
    await twoFactor.generateSecretKey(abandoned);
    library.clock.advance(11 * MINUTE);
    const fresh = await library.aUser();
    const secret = await twoFactor.generateSecretKey(fresh);

    await twoFactor.deleteExpired(library.clock.now());

    expect(await library.sql('SELECT 1 FROM two_factor WHERE user_id = $1', [abandoned])).toEqual([]);
    expect([await twoFactor.isEnabled(enabled), await twoFactor.verifyToken(fresh, library.phone(secret))]).toEqual([true, true]);
  });

  it('goes with its user where the host makes the foreign key', async () => {
    const { id } = await library.anEnabledUser();
    await library.sql('CREATE TABLE people AS SELECT DISTINCT user_id AS id FROM two_factor');
    await library.sql('ALTER TABLE people ADD PRIMARY KEY (id)');
    for (const table of ['two_factor', 'backup_codes'])
      await library.sql(`ALTER TABLE ${table} ADD FOREIGN KEY (user_id) REFERENCES people (id) ON DELETE CASCADE`);

    await library.sql('DELETE FROM people WHERE id = $1', [id]);

    expect(await twoFactor.exportOf(id)).toEqual({ two_factor: [], backup_codes: [] });
  });
});

const CODE = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/;
