import { Unavailable } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { BanEnding } from '../bans/ban-ending.service.js';
import { AccountEvents } from '../events/account-events.service.js';
import { KnownDevices } from '../devices/known-devices.service.js';
import { NOBODY } from '../users/nobody.js';
import { EmailUnverified, InvalidCredentials } from '../errors.js';
import { PasswordAttempts } from '../passwords/password-attempts.service.js';
import type { AttemptResult, EachResult } from '../passwords/password-attempts.service.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { Registrations } from '../registration/registrations.service.js';
import { normalizeEmail } from '../users/email-address.js';
import { usernameKey } from '../users/username.js';
import type { UserWithPassword } from '../users/user.types.js';
import type { SignInName } from '../users/sign-in-name.js';
import { CredentialsRepository } from '../users/credentials.repository.js';

const REASONS = { wrong: 'wrong_password', unreadable: 'unreadable_password', refused: 'too_many_failures' } as const;

/** From where a password comes, and the event that a refusal is recorded as. */
export interface PasswordContext extends RequestContext {
  readonly deviceToken: string | null;
  readonly event: 'login' | 'panel_login';
}

/**
 * The password of somebody who says who they are. Unknown user, wrong password and spent budget get one answer (OWASP ASVS 2.2.1) for
 * the same single hash. Every door that takes a password comes here, so all spend one budget.
 */
@Injectable()
export class PasswordProof {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly registrations: Registrations,
    private readonly devices: KnownDevices,
    private readonly attempts: PasswordAttempts,
    private readonly hasher: PasswordHasher,
    private readonly events: AccountEvents,
    private readonly bans: BanEnding,
  ) {}

  /** @throws InvalidCredentials, Unavailable when the store is away or the hashing queue full */
  async prove(name: SignInName, password: string, context: PasswordContext): Promise<UserWithPassword> {
    const user = await this.credentials.findByName(name);
    const { result, fitting } = await this.check(name, user, password, context);
    if (result !== 'right') throw await this.refused(name, user, result, context);
    if (!user || fitting !== user.passwordHash) throw await this.waiting(name, user, context);
    return this.bans.now(user);
  }

  private async check(name: SignInName, user: UserWithPassword | null, password: string, context: PasswordContext): Promise<EachResult> {
    const holder = user?.id ?? (await this.holderOf(name));
    const attempt = {
      account: holder ?? this.attempts.unknownAccount(identifierOf(name)),
      deviceId: await this.devices.idOf(user?.id ?? NOBODY, context),
      password,
      stored: user?.passwordHash ?? null,
    };
    return this.attempts.checkApart(attempt, identifierOf(name), () => this.waitingPasswords(holder, name, context));
  }

  /** All names of an account have one budget, the one that somebody wishes for, too. */
  private async holderOf(name: SignInName): Promise<string | null> {
    return 'username' in name ? this.registrations.holderOf(name.username) : null;
  }

  /**
   * Of those who signed up with the address and have not proven it, whether it was free or taken: else a sign-up and a sign-in would
   * tell together who has an account (docs/reference/contract.md#signing-up). They open no panel.
   */
  private async waitingPasswords(holder: string | null, name: SignInName, { event }: PasswordContext): Promise<readonly string[]> {
    return event === 'login' ? this.registrations.passwordHashes(holder ?? NOBODY, name) : [];
  }

  /** Only a right password can be hashed anew, so old formats and costs end at a sign-in. A full hashing queue leaves that to the next one. */
  async upgradeHash({ id, passwordHash }: UserWithPassword, password: string): Promise<void> {
    if (passwordHash === null || !this.hasher.isOutdated(passwordHash)) return;
    try {
      await this.credentials.upgradePasswordHash(id, passwordHash, await this.hasher.hash(password));
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error; // the session is open: an answer without its tokens would strand it
    }
  }

  private async refused(
    name: SignInName,
    user: UserWithPassword | null,
    result: Exclude<AttemptResult, 'right'>,
    { event, ...context }: PasswordContext,
  ): Promise<InvalidCredentials> {
    const reason = result === 'wrong' && !user ? 'unknown_user' : REASONS[result];
    await this.events.record({ event, status: 'failure', reason, ...whoIs(name, user), context });
    return new InvalidCredentials();
  }

  private async waiting(name: SignInName, user: UserWithPassword | null, { event, ...context }: PasswordContext): Promise<EmailUnverified> {
    await this.events.record({ event, status: 'failure', reason: 'email_unverified', ...whoIs(name, user), context });
    return new EmailUnverified();
  }
}

function whoIs(name: SignInName, user: UserWithPassword | null) {
  return { userId: user?.id ?? null, identifier: 'email' in name ? name.email : name.username };
}

function identifierOf(name: SignInName): string {
  return 'email' in name ? normalizeEmail(name.email) : usernameKey(name.username);
}
