import { Inject, Injectable } from '@nestjs/common';
import { toBuffer } from 'qrcode';
import { BackupCodes } from './backup-codes/backup-codes.service.js';
import type { PreparedCodes } from './backup-codes/backup-codes.service.js';
import { Enrolment } from './enrolment.service.js';
import { NotEnabled } from './errors.js';
import { TWO_FACTOR_OPTIONS } from './options.js';
import type { TwoFactorOptions } from './options.js';
import { TotpSecrets } from './totp/totp-secrets.service.js';
import { provisioningUri } from './totp/totp.js';
import { TwoFactorRepository } from './totp/two-factor.repository.js';
import { typedCode } from './typed-code.js';
import type { BackupCodesView, Proof, RemovedPart, TwoFactorState } from './two-factor.types.js';

/** Shades of grey and no filter tried, of which pngjs's types know nothing: of two colours, trying them all is most of the work. */
const QR_PNG = { deflateLevel: 9, colorType: 0, filterType: 0 };

const NOTHING_ELSE = (): Promise<void> => Promise.resolve();

/**
 * Two-step sign-in by user id: its switch, time-based codes (RFC 6238: SHA-1, 6 digits, 30 s, one step either way) and backup codes. The
 * switch may be on without an authenticator, for a host whose users have other second factors. It knows no users, passwords or sessions: who may call what, and how often, is the caller's rule. Codes may be typed with blanks and dashes in them, and with the digits of any script.
 */
@Injectable()
export class TwoFactor {
  constructor(
    @Inject(TWO_FACTOR_OPTIONS) private readonly options: TwoFactorOptions,
    private readonly secrets: TotpSecrets,
    private readonly codes: BackupCodes,
    private readonly enrolment: Enrolment,
    private readonly repository: TwoFactorRepository,
  ) {}

  /**
   * Makes a secret of 160 bits, in base32, for an authenticator app. It is the user's pending one for 10 minutes (`setupTtlMs`), in the
   * place of an older one, and becomes their second factor by `enable`.
   * @throws AlreadyEnabled for a user with an authenticator
   */
  generateSecretKey(userId: string): Promise<string> {
    return this.secrets.prepare(userId);
  }

  /** How long a secret waits to be enabled, in ms. */
  get setupTtlMs(): number {
    return this.secrets.setupTtlMs;
  }

  /** The `otpauth://` address of a secret, labelled `Issuer:email`, each part percent-encoded. */
  provisioningUri(email: string, secret: string): string {
    return provisioningUri(this.options.issuer, email, secret);
  }

  /**
   * The same as a QR code: a `data:image/png;base64,` URI. It shows the secret: never store, log or mail it. Throws where issuer and
   * address together are longer than a QR code holds, which is 2 900 bytes percent-encoded.
   */
  async userQr(email: string, secret: string): Promise<string> {
    const png = await toBuffer(this.provisioningUri(email, secret), { errorCorrectionLevel: 'L', rendererOpts: QR_PNG });
    return `data:image/png;base64,${png.toString('base64')}`;
  }

  /**
   * Whether a time-based code is right. Before `enable` it is held against the pending secret and uses nothing up; afterwards each
   * code is right once. Backup codes are not accepted here.
   */
  async verifyToken(userId: string, code: string): Promise<boolean> {
    const typed = typedCode(code);
    return typed.kind === 'totp' && this.secrets.accepts(userId, typed.text);
  }

  /**
   * Spends a code of an enabled user: six digits are time-based, anything else is a backup code. Each works once. Null when it is
   * wrong, expired or used, or two-step sign-in is not on.
   */
  async verify(userId: string, code: string): Promise<Proof | null> {
    const typed = typedCode(code);
    if (typed.kind === 'totp') return (await this.secrets.spend(userId, typed.text)) ? { method: 'totp' } : null;
    const remaining = await this.codes.spend(userId, typed.text);
    return remaining === null ? null : { method: 'backup_code', remaining };
  }

  /**
   * Turns the pending secret on, and two-step sign-in with it; gives the backup codes, which nobody can read again, and none where it was
   * on already by another second factor. Older codes stay good. The code is used up. Null when it is wrong or no secret is pending. Call it outside of a transaction, which would wait for the hashes of the codes; `also` runs inside the one of the
   * change, and undoes it by throwing; so does `before`, which comes first in it: for a lock that others take first, too.
   * @throws AlreadyEnabled for a user with an authenticator
   */
  enable(
    userId: string,
    code: string,
    also = NOTHING_ELSE,
    before: () => Promise<unknown> = NOTHING_ELSE,
  ): Promise<readonly string[] | null> {
    const typed = typedCode(code);
    return typed.kind === 'totp' ? this.enrolment.enable(userId, typed.text, { before, also }) : Promise.resolve(null);
  }

  /**
   * Turns two-step sign-in on for a user whose second factor the caller keeps, and gives backup codes beside those there are; an unfinished
   * set-up goes. `also` and `before` as with `enable`: call it outside of a transaction, too. @throws AlreadyEnabled where it is on, however
   */
  turnOn(userId: string, also = NOTHING_ELSE, before: () => Promise<unknown> = NOTHING_ELSE): Promise<readonly string[]> {
    return this.enrolment.turnOn(userId, { before, also });
  }

  /** New backup codes for `addCodes`, hashed; nothing is stored. Call it outside of a transaction, which would wait for the hashes. */
  prepareCodes(userId: string): Promise<PreparedCodes> {
    return this.codes.prepare(userId);
  }

  /**
   * Stores them beside those there are, in the caller's transaction, and gives them for showing. They work from when two-step sign-in is
   * on. For a second factor that the caller keeps and that comes before the switch.
   */
  async addCodes(userId: string, prepared: PreparedCodes): Promise<readonly string[]> {
    await this.codes.add(userId, prepared);
    return prepared.shown;
  }

  /** Deletes all backup codes, in the caller's transaction: for the end of a second factor that they came with. */
  dropCodes(userId: string): Promise<void> {
    return this.codes.deleteOf(userId);
  }

  /**
   * Turns two-step sign-in off: deletes secret and backup codes, also those of a set-up; whether it was on. It asks for no code: that is
   * the caller's rule.
   */
  disable(userId: string): Promise<boolean> {
    return this.enrolment.disable(userId);
  }

  /**
   * Takes away what was set up at that moment or after it, for an account that somebody else was in: the switch with the authenticator
   * where it was turned on since (`second_factor`), else an authenticator that was added since (`authenticator`); and backup codes made
   * since. An unfinished set-up goes in any case. Whether another second factor is left for a switch that stays on is the caller's to ask.
   */
  removeSince(userId: string, moment: Date): Promise<readonly RemovedPart[]> {
    return this.enrolment.removeSince(userId, moment);
  }

  /** Whether two-step sign-in is on: one look-up by primary key. */
  isEnabled(userId: string): Promise<boolean> {
    return this.repository.isEnabled(userId);
  }

  /** Whether the user has an authenticator. */
  async hasTotp(userId: string): Promise<boolean> {
    return (await this.repository.stateOf(userId)).totpEnabledAt !== null;
  }

  /** Those of the users who have it on, for figures. Hand in some ten thousand at a time. */
  async enabledAmong(userIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(await this.repository.enabledAmong(userIds));
  }

  /** How many users have it on. Reads the whole table: for figures that are kept for a while. */
  countEnabled(): Promise<number> {
    return this.repository.countEnabled();
  }

  /** Whether two-step sign-in is on, since when and by an authenticator, and how many backup codes are left. */
  async stateOf(userId: string): Promise<TwoFactorState> {
    const { enabledAt, totpEnabledAt } = await this.repository.stateOf(userId);
    const { total, remaining } = await this.codes.of(userId);
    return { enabled: enabledAt !== null, enabledAt, totpEnabledAt, backupCodesRemaining: remaining, backupCodesTotal: total };
  }

  /** Which backup codes were used, and when. @throws NotEnabled */
  async backupCodes(userId: string): Promise<BackupCodesView> {
    if (!(await this.isEnabled(userId))) throw new NotEnabled();
    return this.codes.of(userId);
  }

  /** New backup codes; the older ones are dead. `also` and `before` as with `enable`. @throws NotEnabled */
  regenerateBackupCodes(userId: string, also = NOTHING_ELSE, before: () => Promise<unknown> = NOTHING_ELSE): Promise<readonly string[]> {
    return this.codes.renew(userId, { before, also });
  }

  /** Deletes the secrets of set-ups that nobody finished before the moment; gives how many users had nothing else. For a nightly clean-up. */
  deleteExpired(before: Date): Promise<number> {
    return this.repository.deleteExpired(before);
  }

  /** What is stored about the user, by table; no secret, no hash. */
  async exportOf(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
    return { two_factor: await this.repository.exportOf(userId), backup_codes: await this.codes.exportOf(userId) };
  }
}
