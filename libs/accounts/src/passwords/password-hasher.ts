import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { EvenTime } from './even-time.js';
import { PasswordFormats } from './formats/password-formats.js';
import { HashingPool } from './hashing-pool.js';
import type { HashingLoad } from './hashing-pool.js';
import { OwnAlgorithm } from './own-algorithm.js';
import { PasswordAlgorithm } from './password-algorithm.js';

/** Of bcrypt, where the host does not tell (OWASP Password Storage: 10 or more). */
export const BCRYPT_COST = 12;

/** Django's mark of a password that nobody has (`set_unusable_password`). */
const UNUSABLE = '!';
const NO_KEY = new Uint8Array();

/** `unreadable`: the stored string is unknown, corrupt or asks for more work than any honest one. */
export type PasswordVerdict = 'right' | 'wrong' | 'unreadable';

/** Hashes and checks passwords; every check costs exactly one hash, whether or not there is something to check. */
@Injectable()
export class PasswordHasher implements OnModuleInit {
  private readonly formats: PasswordFormats;
  private readonly evenTime = new EvenTime();
  private readonly own: OwnAlgorithm | null;

  constructor(
    private readonly pool: HashingPool,
    @Inject(ACCOUNTS_OPTIONS) { passwordHasher, bcryptCost }: AccountsOptions,
    @Inject(PasswordAlgorithm) own: PasswordAlgorithm | null,
  ) {
    this.formats = new PasswordFormats(passwordHasher, bcryptCost);
    if (own !== null) demandOwnPrefix(own.prefix, this.formats);
    this.own = own && new OwnAlgorithm(own);
  }

  async onModuleInit(): Promise<void> {
    await this.own?.prove();
  }

  /** @throws Unavailable when the hashing queue is full */
  async hash(password: string): Promise<string> {
    return (await this.own?.hash(password)) ?? this.hashByDefault(password);
  }

  private async hashByDefault(password: string): Promise<string> {
    const { current } = this.formats;
    const derivation = current.derivation();
    const key = await this.pool.derive({ derivation, password: current.prepare(password) });
    return current.render({ derivation, key });
  }

  /** @throws Unavailable when the hashing queue is full; never for what is stored */
  async check(password: string, stored: string | null): Promise<PasswordVerdict> {
    if (stored !== null && this.own?.made(stored)) return this.checkOwn(this.own, password, stored);
    const task = stored === null ? null : this.formats.taskFor(password, stored);
    if (stored === null || task === null) return this.checkNothing(password, stored);
    const { isRight, tookMs } = await this.pool.verify(task);
    const isCurrent = !this.isOutdated(stored);
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

  /** How the threads do; those of a hasher of the host's own are not ours to see. @internal */
  get load(): HashingLoad {
    return this.pool.load;
  }

  /** Could a password be checked against it, at a bearable price? It need not be of today's format. */
  reads(stored: string): boolean {
    return this.own?.made(stored) === true || this.formats.taskFor('', stored) !== null;
  }

  /** Would the password be stored in another format or at another cost today? */
  isOutdated(stored: string): boolean {
    return this.own ? this.own.isOutdated(stored) : this.formats.isOutdated(stored);
  }

  /** A wrong one takes as long as the latest that was right or fits nobody, also where the host's hasher failed at once. */
  private async checkOwn(own: OwnAlgorithm, password: string, stored: string): Promise<PasswordVerdict> {
    const begun = performance.now();
    const isRight = await own.verify(password, stored);
    const tookMs = performance.now() - begun;
    if (isRight) this.evenTime.learn(tookMs);
    else await this.evenTime.fill(tookMs);
    return isRight ? 'right' : 'wrong';
  }

  /** One hash of today's cost, so that unknown users take as long as known ones (OWASP ASVS 2.2.1). No key fits it. */
  private async checkNothing(password: string, stored: string | null): Promise<PasswordVerdict> {
    const verdict = stored === null || stored.startsWith(UNUSABLE) ? 'wrong' : 'unreadable';
    if (this.own) return this.checkNothingOfOwn(this.own, password, verdict);
    const { current } = this.formats;
    const task = { derivation: current.derivation(), password: current.prepare(password), key: NO_KEY };
    const { tookMs } = await this.pool.verify(task);
    this.evenTime.learn(tookMs);
    return verdict;
  }

  private async checkNothingOfOwn(own: OwnAlgorithm, password: string, verdict: PasswordVerdict): Promise<PasswordVerdict> {
    const begun = performance.now();
    await own.verifyNothing(password);
    this.evenTime.learn(performance.now() - begun);
    return verdict;
  }
}

/** What we read already must stay ours to read. */
function demandOwnPrefix(prefix: string, formats: PasswordFormats): void {
  if (!/^[\x21-\x7e]{2,40}\$$/.test(prefix) || prefix.startsWith(UNUSABLE) || formats.knows(prefix))
    throw new Error('ports.passwordHasher: its prefix must end in $, have 3 to 41 letters, and begin no string that we read already.');
}
