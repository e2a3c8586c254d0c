import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { EvenTime } from './even-time.js';
import { PasswordFormats } from './formats/password-formats.js';
import { HashingPool } from './hashing-pool.js';

/** Of bcrypt, where the host does not tell (OWASP Password Storage: 10 or more). */
export const BCRYPT_COST = 12;

/** Django's mark of a password that nobody has (`set_unusable_password`). */
const UNUSABLE = '!';
const NO_KEY = new Uint8Array();

/** `unreadable`: the stored string is unknown, corrupt or asks for more work than any honest one. */
export type PasswordVerdict = 'right' | 'wrong' | 'unreadable';

/** Hashes and checks passwords; every check costs exactly one hash, whether or not there is something to check. */
@Injectable()
export class PasswordHasher {
  private readonly formats: PasswordFormats;
  private readonly evenTime = new EvenTime();

  constructor(
    private readonly pool: HashingPool,
    @Inject(ACCOUNTS_OPTIONS) { passwordHasher, bcryptCost }: AccountsOptions,
  ) {
    this.formats = new PasswordFormats(passwordHasher, bcryptCost);
  }

  /** @throws Unavailable when the hashing queue is full */
  async hash(password: string): Promise<string> {
    const { current } = this.formats;
    const derivation = current.derivation();
    const key = await this.pool.derive({ derivation, password: current.prepare(password) });
    return current.render({ derivation, key });
  }

  /** @throws Unavailable when the hashing queue is full; never for what is stored */
  async check(password: string, stored: string | null): Promise<PasswordVerdict> {
    const task = stored === null ? null : this.formats.taskFor(password, stored);
    if (stored === null || task === null) return this.checkNothing(password, stored);
    const { isRight, tookMs } = await this.pool.verify(task);
    const isCurrent = !this.formats.isOutdated(stored);
    if (isCurrent) this.evenTime.learn(tookMs);
    else if (!isRight) await this.evenTime.fill(tookMs);
    return isRight ? 'right' : 'wrong';
  }

  /**
   * `check`, for those who need not know why a password is refused.
   * @throws Unavailable when the hashing queue is full
   */
  async verify(password: string, stored: string | null): Promise<boolean> {
    return (await this.check(password, stored)) === 'right';
  }

  /** Would the password be stored in another format or at another cost today? */
  isOutdated(stored: string): boolean {
    return this.formats.isOutdated(stored);
  }

  /** One hash of today's cost, so that unknown users take as long as known ones (OWASP ASVS 2.2.1). No key fits it. */
  private async checkNothing(password: string, stored: string | null): Promise<PasswordVerdict> {
    const { current } = this.formats;
    const task = { derivation: current.derivation(), password: current.prepare(password), key: NO_KEY };
    const { tookMs } = await this.pool.verify(task);
    this.evenTime.learn(tookMs);
    return stored === null || stored.startsWith(UNUSABLE) ? 'wrong' : 'unreadable';
  }
}
