import { randomUUID } from 'node:crypto';
import { Clock, SecretKeys, Throttled } from '@castellan/common';
import { EphemeralStore, Transaction } from '@castellan/data';
import { OneTimeCodes, OtpModule } from '@castellan/otp';
import type { IssuedCode, OtpSubject } from '@castellan/otp';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TestApp } from '../../support/app/test-app.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FORMER = 'the secret key before this one, of 32 bytes';

/** Never the code itself. */
const otherThan = (code: string, i = 1): string => String((Number(code) + i) % 1_000_000).padStart(6, '0');
const times = <T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));

describe(OneTimeCodes.name, () => {
  let app: TestApp;
  let codes: OneTimeCodes;
  let subject: OtpSubject;

  beforeAll(async () => {
    app = await TestApp.start();
    codes = app.get(OneTimeCodes);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    await app.sql('DELETE FROM otp_codes');
    subject = { identifier: `${randomUUID()}@example.org`, purpose: 'sign_in' };
  });

  const verify = (code: string, of = subject): Promise<boolean> => codes.verifyOtp({ ...of, code });
  const attempts = async (): Promise<readonly number[]> =>
    (await app.sql<{ attempts: number }>('SELECT attempts FROM otp_codes ORDER BY created_at')).map((row) => row.attempts);
  /** Seconds until a request will do; null when this one did. */
  const refused = (of = subject): Promise<number | undefined | null> =>
    codes.requestOtp(of).then(
      () => null,
      (error: unknown) => (error instanceof Throttled ? error.extras.retryAfter : Promise.reject(error as Error)),
    );

  describe('a code', () => {
    it('is six digits, lives five minutes and is right once', async () => {
      const { code, expiresAt } = await codes.requestOtp(subject);

      expect(code).toMatch(/^\d{6}$/);
      expect(expiresAt).toEqual(app.clock.in(5 * MINUTE_MS));
      expect([await verify(code), await verify(code)]).toEqual([true, false]);
    });

    it('is dead when its time is over, and gone after a clean-up', async () => {
      const { code } = await codes.requestOtp(subject);
      await app.advance(5 * MINUTE_MS);

      expect(await verify(code)).toBe(false);
      await app.advance(1);
      expect(await codes.deleteExpired(app.clock.now())).toBeGreaterThan(0);
      expect(await app.sql('SELECT 1 FROM otp_codes')).toEqual([]);
    });

    it('does not work for another identifier or purpose', async () => {
      const { code } = await codes.requestOtp(subject);
      const stranger = { ...subject, identifier: `${randomUUID()}@example.org` };
      await codes.requestOtp(stranger);

      expect(await verify(code, stranger)).toBe(false);
      expect(await verify(code, { ...subject, purpose: 'phone' })).toBe(false);
      expect(await verify(code)).toBe(true);
    });

    it('does not work for another identifier or purpose when its hash is copied into their row', async () => {
      const { code } = await codes.requestOtp(subject);
      const phone = { ...subject, purpose: 'phone' };
      await codes.requestOtp(phone);
      await app.sql(`UPDATE otp_codes SET code_hash = (SELECT code_hash FROM otp_codes WHERE purpose = 'sign_in'
        ORDER BY created_at DESC LIMIT 1) WHERE purpose = 'phone'`);

      expect(await verify(code, phone)).toBe(false);
    });

    it('is read nowhere in the table, nor is its identifier', async () => {
      const { code } = await codes.requestOtp(subject);

      const rows = JSON.stringify(await app.sql(`SELECT otp_codes::text, encode(code_hash, 'escape') AS code FROM otp_codes`));
      expect(rows).not.toContain(code);
      expect(rows).not.toContain(subject.identifier);
    });

    it('is committed with what it belongs to, or not at all', async () => {
      let issued: IssuedCode | undefined;
      const rolledBack = app.get(Transaction).run(async () => {
        issued = await codes.requestOtp(subject);
        throw new Error('rolled back');
      });

      await expect(rolledBack).rejects.toThrow('rolled back');
      expect(await verify(issued!.code)).toBe(false);
    });
  });

  describe('guesses', () => {
    it('end after three, and the right code comes too late', async () => {
      const { code } = await codes.requestOtp(subject);

      const answers = [
        await verify(otherThan(code)),
        await verify(otherThan(code, 2)),
        await verify(otherThan(code, 3)),
        await verify(code),
      ];
      expect(answers).toEqual([false, false, false, false]);
    });

    it('leave the third one its chance', async () => {
      const { code } = await codes.requestOtp(subject);
      await verify(otherThan(code));
      await verify(otherThan(code, 2));

      expect(await verify(code)).toBe(true);
    });

    it('use up exactly three attempts when twenty come at once', async () => {
      const { code } = await codes.requestOtp(subject);

      const answers = await times(20, (i) => verify(otherThan(code, i + 1)));

      expect(answers).not.toContain(true);
      expect(await attempts()).toEqual([3]);
      expect(await verify(code)).toBe(false);
    });

    it('have one winner when twenty right ones come at once', async () => {
      const { code } = await codes.requestOtp(subject);

      expect((await times(20, () => verify(code))).filter(Boolean)).toHaveLength(1);
    });

    it('do not come back with a resend that is refused, and the old code dies with one that is not', async () => {
      const first = await codes.requestOtp(subject);
      await times(3, (i) => verify(otherThan(first.code, i + 1)));
      expect(await refused()).toBe(30);
      expect(await verify(first.code)).toBe(false);
      await app.advance(30_000);
      const second = await codes.requestOtp(subject);

      expect(await verify(first.code === second.code ? otherThan(second.code) : first.code)).toBe(false);
      expect(await verify(second.code)).toBe(true);
    });

    it('are nine an hour, however often a code is asked for', async () => {
      let guesses = 0;
      for (let second = 0; second < 3600; second += 30) {
        const issued = await codes.requestOtp(subject).catch(() => null);
        await app.advance(30_000);
        if (!issued) continue;
        await times(4, (i) => verify(otherThan(issued.code, i + 1)));
        guesses += (await attempts()).at(-1)!;
      }

      expect(guesses).toBe(9);
    });
  });

  describe('requests', () => {
    it('are three an hour, 30 seconds apart, and refusals say until when', async () => {
      const answers = [await refused(), await refused()];
      await app.advance(10_500);
      answers.push(await refused());
      await app.advance(19_500);
      answers.push(await refused());
      await app.advance(30_000);
      answers.push(await refused(), await refused());
      await app.advance(30_000);
      answers.push(await refused());

      expect(answers).toEqual([null, 30, 20, null, null, 3540, 3510]);
      await app.advance(3510_000);
      expect(await refused()).toBeNull();
    });

    it('cost nothing while they are refused', async () => {
      for (let i = 0; i < 3; i += 1) {
        expect(await refused()).toBeNull();
        await times(20, () => refused());
        await app.advance(30_000);
      }
      expect(await refused()).toBe(3510);
    });

    it('have one winner when twenty come at once', async () => {
      const answers = await times(20, () => refused());

      expect(answers.filter((answer) => answer === null)).toHaveLength(1);
      expect(answers.filter((answer) => answer === 30)).toHaveLength(19);
    });

    it('are counted for each identifier and purpose apart', async () => {
      await codes.requestOtp(subject);

      expect(await refused({ ...subject, purpose: 'phone' })).toBeNull();
      expect(await refused({ ...subject, identifier: `${randomUUID()}@example.org` })).toBeNull();
    });
  });

  describe('after the secret key was changed', () => {
    it('still takes a code of the former key, counts its attempts, and replaces it', async () => {
      const [former, current] = [await withKeys([FORMER]), await withKeys(['a new secret key, of 32 bytes and more', FORMER])];
      const first = await former.requestOtp(subject);
      expect(await current.verifyOtp({ ...subject, code: otherThan(first.code) })).toBe(false);
      expect(await current.verifyOtp({ ...subject, code: first.code })).toBe(true);

      await app.advance(HOUR_MS);
      const second = await former.requestOtp(subject);
      const third = await current.requestOtp(subject);
      expect(await former.verifyOtp({ ...subject, code: second.code })).toBe(false);
      expect(await current.verifyOtp({ ...subject, code: third.code })).toBe(true);
    });

    /** The service of another deployment, on the stores of this one. */
    async function withKeys(secrets: [string, ...string[]]): Promise<OneTimeCodes> {
      const module = OtpModule.forRoot({ secretKeys: new SecretKeys(secrets) });
      const testing = await Test.createTestingModule({ imports: [storesOf(app), module] }).compile();
      return testing.get(OneTimeCodes, { strict: false });
    }
  });
});

@Module({})
class Stores {}

function storesOf(app: TestApp): DynamicModule {
  const providers = [
    { provide: Clock, useValue: app.clock },
    { provide: Transaction, useValue: app.get(Transaction) },
    { provide: EphemeralStore, useValue: app.app.get<EphemeralStore>(EphemeralStore, { strict: false }) },
  ];
  return { module: Stores, global: true, providers, exports: [Clock, Transaction, EphemeralStore] };
}
