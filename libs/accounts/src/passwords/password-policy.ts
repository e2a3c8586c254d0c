import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { isCommonPassword } from './common-passwords.js';
import { KnownBreaches } from './known-breaches.service.js';
import { isSimilar } from './similarity.js';

export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 128;

const BREACHED = 'This password is known from a data breach.';

/** Whose password it will be; the policy refuses what others could guess from it. @internal */
export interface PasswordOwner {
  readonly email: string;
  readonly username?: string | null;
  readonly firstName?: string;
  readonly lastName?: string;
}

/** Length and blocklists rather than character classes (NIST SP 800-63B-4 §3.1.1.2). */
@Injectable()
export class PasswordPolicy {
  constructor(
    @Inject(ACCOUNTS_OPTIONS) private readonly options: Pick<AccountsOptions, 'contextWords'>,
    private readonly breaches: KnownBreaches,
  ) {}

  /** Every reason why the password is refused; empty when it is fine. */
  async violations(password: string, owner: PasswordOwner): Promise<readonly string[]> {
    const isBreached = await this.breaches.includes(password.normalize('NFC'));
    return [...passwordViolations(password, owner, this.options.contextWords), ...(isBreached ? [BREACHED] : [])];
  }
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
