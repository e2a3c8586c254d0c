import { TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { OwnSessions } from '../sessions/own-sessions.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import type { RenewedSession } from '../sessions/session.types.js';
import type { UserWithPassword } from '../users/user.types.js';
import { NewPassword } from './new-password.service.js';
import { OwnPassword } from './own-password.service.js';
import { PasswordReplacement } from './password-replacement.service.js';

/** A signed-in user sets a new password. Every other session ends; this one goes on with fresh tokens. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly own: OwnPassword,
    private readonly newPassword: NewPassword,
    private readonly replacement: PasswordReplacement,
    private readonly sessions: OwnSessions,
    private readonly live: LiveCaller,
    private readonly events: AccountEvents,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /**
   * Null when this session ended, too (`UPDATE_SESSION_AUTH_HASH=false`, as some services had it).
   * @throws ValidationFailed for a wrong old or a refused new password
   */
  async change(caller: Caller, oldPassword: string | null, newPassword: string, context: RequestContext): Promise<RenewedSession | null> {
    const user = await this.demandOld(caller, oldPassword, context);
    const passwordHash = await this.newPassword.hash(newPassword, user, 'new_password');
    return this.live.change(caller, () => this.replace(user, passwordHash, caller.sessionId, context));
  }

  private async demandOld(caller: Caller, oldPassword: string | null, context: RequestContext): Promise<UserWithPassword> {
    try {
      return await this.own.demand(caller, oldPassword, 'old_password');
    } catch (error) {
      if (error instanceof ValidationFailed) await this.record('failure', caller.userId, caller.sessionId, context);
      throw error;
    }
  }

  private async replace(
    user: UserWithPassword,
    passwordHash: string,
    sessionId: string,
    context: RequestContext,
  ): Promise<RenewedSession | null> {
    const keptSessionId = this.options.keepSessionOnPasswordChange ? sessionId : null;
    const version = await this.replacement.replace({ user, passwordHash, reason: 'password_changed', keptSessionId, context });
    if (version === null) throw new TokenInvalid(); // another change came first, and ended this session
    await this.record('success', user.id, sessionId, context);
    return keptSessionId === null ? null : this.sessions.adopt(keptSessionId, version);
  }

  private async record(status: 'success' | 'failure', userId: string, sessionId: string, context: RequestContext): Promise<void> {
    const reason = status === 'failure' ? { reason: 'wrong_password' } : {};
    await this.events.record({ event: 'password_changed', status, ...reason, userId, sessionId, context });
  }
}
