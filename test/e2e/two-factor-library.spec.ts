import { randomUUID } from 'node:crypto';
import { Clock, SecretKeys } from '@castellan/common';
import { DataModule, Transaction } from '@castellan/data';
import { AlreadyEnabled, NotEnabled, TwoFactor, TwoFactorModule } from '@castellan/twofactor';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import speakeasy from 'speakeasy';
import { FakeClock } from '../support/fake-clock.js';
import { throwawayDatabase } from '../support/throwaway-database.js';
import type { ThrowawayDatabase } from '../support/throwaway-database.js';

const SECRET_KEY = 'a secret key for tests, of 32 bytes and more';
const MINUTE = 60_000;
const STEP = 30_000;
const clock = new FakeClock();
const times = <T>(count: number, work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, work));

/** What the user's phone shows, by another implementation. */
const phone = (secret: string, steps = 0): string =>
  speakeasy.totp({ secret, encoding: 'base32', time: clock.seconds() + steps * 30, step: 30, digits: 6 });

describe(TwoFactor.name, () => {
  let database: ThrowawayDatabase | null;
  let app: TestingModule;
  let twoFactor: TwoFactor;

  beforeAll(async () => {
    database = await throwawayDatabase();
    const data = DataModule.forRoot({
      database: database ? { kind: 'postgres', url: database.url } : { kind: 'embedded', directory: null },
      redisUrl: null,
      entities: [],
    });
    const lib = TwoFactorModule.forRoot({ secretKeys: new SecretKeys([SECRET_KEY]), issuer: 'Castellan', backupCodes: 10 });
    app = await Test.createTestingModule({ imports: [data, lib] })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    await app.init();
    twoFactor = app.get(TwoFactor, { strict: false });
  });
  afterAll(async () => {
    await app.close();
    await database?.drop();
  });
  // A new step: no test depends on the codes of another.
  beforeEach(() => clock.advance(10 * STEP));

  const sql = <T>(text: string, parameters: readonly unknown[] = []): Promise<readonly T[]> =>
    app.get(Transaction).query<T>(text, parameters);

  async function aUser(): Promise<string> {
    const id = randomUUID();
    await sql('INSERT INTO users (id, email, date_joined) VALUES ($1, $2, $3)', [id, `${id}@example.org`, clock.now()]);
    return id;
  }

  /** With the next code of the phone unused. */
  async function anEnabledUser(): Promise<{ id: string; secret: string; codes: readonly string[] }> {
    const id = await aUser();
    const secret = await twoFactor.generateSecretKey(id);
    const codes = await twoFactor.enable(id, phone(secret));
    clock.advance(STEP);
    return { id, secret, codes: codes! };
  }

  it('makes a secret, shows it, verifies a code of it and is enabled', async () => {
    const id = await aUser();

    const secret = await twoFactor.generateSecretKey(id);
    const qr = await twoFactor.userQr('ada@example.org', secret);
    const isRight = await twoFactor.verifyToken(id, phone(secret));
    const codes = await twoFactor.enable(id, phone(secret));

    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(qr).toMatch(/^data:image\/png;base64,/);
    expect(isRight).toBe(true);
    expect(codes).toHaveLength(10);
    expect(await twoFactor.stateOf(id)).toEqual({
      enabled: true,
      enabledAt: clock.now(),
      backupCodesRemaining: 10,
      backupCodesTotal: 10,
    });
  });

  it('tells of many users whose second factor is on', async () => {
    const { id } = await anEnabledUser();
    const settingUp = await aUser();
    await twoFactor.generateSecretKey(settingUp);

    expect(await twoFactor.enabledAmong([await aUser(), id, settingUp, randomUUID()])).toEqual(new Set([id]));
    expect(await twoFactor.enabledAmong([])).toEqual(new Set());
  });

  it('uses up the step that enabled it', async () => {
    const id = await aUser();
    const secret = await twoFactor.generateSecretKey(id);
    const code = phone(secret);
    await twoFactor.enable(id, code);

    expect(await twoFactor.verify(id, code)).toBeNull();
    expect(await twoFactor.verify(id, phone(secret, 1))).toEqual({ method: 'totp' });
  });

  it('lets one of twenty parallel requests use a code', async () => {
    const { id, secret } = await anEnabledUser();

    const proofs = await times(20, () => twoFactor.verify(id, phone(secret)));

    expect(proofs.filter(Boolean)).toEqual([{ method: 'totp' }]);
  });

  it('lets one of twenty parallel requests spend a backup code', async () => {
    const { id, codes } = await anEnabledUser();

    const proofs = await times(20, () => twoFactor.verify(id, codes[0]!));

    expect(proofs.filter(Boolean)).toEqual([{ method: 'backup_code', remaining: 9 }]);
  });

  it('refuses to begin anew while it is on, and to list codes while it is not', async () => {
    const { id } = await anEnabledUser();

    await expect(twoFactor.generateSecretKey(id)).rejects.toThrow(AlreadyEnabled);
    expect(await twoFactor.disable(id)).toBe(true);
    await expect(twoFactor.backupCodes(id)).rejects.toThrow(NotEnabled);
    clock.advance(MINUTE);
  });
});
