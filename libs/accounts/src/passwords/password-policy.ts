import { inTime, PLAIN_LINE } from '@castellan/common';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { isCommonPassword } from './common-passwords.js';
import { KnownBreaches } from './known-breaches.service.js';
import { PasswordJudge } from './password-judge.js';
import type { PasswordOwner } from './password-owner.js';
import { isSimilar } from './similarity.js';

export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 128;

const JUDGE_MS = 2_000;
const MAX_REASONS = 10;
const MAX_REASON_LENGTH = 300;
const REFUSED = ['A rule of this service refuses this password.'];
const BREACHED = 'This password is known from a data breach.';

/** Length and blocklists rather than character classes (NIST SP 800-63B-4 §3.1.1.2). */
@Injectable()
export class PasswordPolicy {
  private readonly logger = new Logger(PasswordPolicy.name);

  constructor(
    @Inject(ACCOUNTS_OPTIONS) private readonly options: Pick<AccountsOptions, 'contextWords'>,
    private readonly breaches: KnownBreaches,
    @Inject(PasswordJudge) private readonly judge: PasswordJudge | null,
  ) {}

  /** Every reason why the password is refused; empty when it is fine. */
  async violations(password: string, owner: PasswordOwner): Promise<readonly string[]> {
    const isBreached = await this.breaches.includes(password.normalize('NFC'));
    const own = [...passwordViolations(password, owner, this.options.contextWords), ...(isBreached ? [BREACHED] : [])];
    return this.judge === null ? own : [...own, ...(await this.reasonsOf(this.judge, password, owner))];
  }

  /** It adds to the rules above and takes none of them away, so when it fails those are enough. */
  private async reasonsOf(judge: PasswordJudge, password: string, { email, username, firstName, lastName }: PasswordOwner) {
    try {
      const owner = { email, username: username ?? null, firstName: firstName ?? '', lastName: lastName ?? '' };
      return this.reasonsIn(demandAnswer(await inTime(JUDGE_MS, () => judge.judge(password, owner))));
    } catch {
      this.logger.error('The password policy of the host gave no answer, so our rules alone decide.');
      return [];
    }
  }

  /** Whoever gives reasons refuses, in whatever form they are. */
  private reasonsIn(given: unknown): readonly string[] {
    if (Array.isArray(given) && given.length <= MAX_REASONS && given.every(isReason)) return given;
    this.logger.error('The password policy of the host refuses a password for reasons that cannot be read.');
    return REFUSED;
  }
}

/** @throws Error where there is none */
function demandAnswer(given: unknown): unknown {
  if (given === undefined || given === null || given === '') throw new Error('This is no answer.');
  return given;
}

function isReason(given: unknown): given is string {
  return typeof given === 'string' && given.trim() !== '' && given.length <= MAX_REASON_LENGTH && PLAIN_LINE.test(given);
}

/**
 * The rules of `PasswordPolicy` as far as they need no configuration: for forms that report all failures of all fields together.
 * @internal
 */
export function passwordViolations(
  password: string,
  owner: Partial<PasswordOwner>,
  contextWords: readonly string[] = [],
): readonly string[] {
  const normalized = password.normalize('NFC');
  return [
    ...shapeViolations(normalized),
    ...similarAttributes(normalized, owner).map((name) => `The password is too similar to the ${name}.`),
    ...(contextWords.some((word) => isSimilar(normalized, word)) ? ['This password is too close to the name of this service.'] : []),
    ...(isCommonPassword(normalized) ? ['This password is too common.'] : []),
  ];
}

function shapeViolations(password: string): readonly string[] {
  const length = [...password].length;
  return [
    ...(length < MIN_PASSWORD_LENGTH ? [`This password is too short. It must contain at least ${MIN_PASSWORD_LENGTH} characters.`] : []),
    ...(length > MAX_PASSWORD_LENGTH ? [`This password is too long. It may contain at most ${MAX_PASSWORD_LENGTH} characters.`] : []),
  ];
}

function similarAttributes(password: string, owner: Partial<PasswordOwner>): readonly string[] {
  const attributes: readonly [name: string, value: string | null | undefined][] = [
    ['username', owner.username],
    ['first name', owner.firstName],
    ['last name', owner.lastName],
    ['email address', owner.email],
  ];
  return attributes.filter(([, value]) => value && isSimilar(password, value)).map(([name]) => name);
}
