import { ReauthenticationRequired, TokenInvalid, ACCESS_OPTIONS } from '@castellan/access';
import type { Caller, AccessRules } from '@castellan/access';
import { Clock, ValidationFailed } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { PasswordResetRequired } from '../errors.js';
import { UserSessionsRepository } from '../sessions/user-sessions.repository.js';
import type { UserWithPassword } from '../users/user.types.js';
import { CredentialsRepository } from '../users/credentials.repository.js';
import { PasswordAttempts } from './password-attempts.service.js';

const WRONG = 'The password is wrong.';

/** Asks a signed-in user for their own password, within the same budgets as a sign-in. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly sessions: UserSessionsRepository,
    private readonly attempts: PasswordAttempts,
    private readonly clock: Clock,
    @Inject(ACCESS_OPTIONS) private readonly access: AccessRules,
  ) {}

  /**
   * Users who have no password need a recent sign-in instead (docs/reference/contract.md#recent-proof).
   * @throws ValidationFailed under the client's `field` for a wrong password and a spent budget alike, ReauthenticationRequired,
   *   PasswordResetRequired: a reported password opens nothing, here either
   */
  async demand(caller: Caller, password: string | null, field: string): Promise<UserWithPassword> {
    const user = await this.credentials.find(caller.userId);
    if (!user) throw new TokenInvalid();
    if (user.passwordHash === null) return this.demandRecent(caller, user);
    if (password === null) throw new ValidationFailed({ errors: { [field]: ['This field is required.'] } });
    const deviceId = await this.sessions.deviceOf(caller.sessionId);
    const { id, passwordHash } = user;
    const result = await this.attempts.check({ account: id, deviceId, password, stored: passwordHash });
    if (result !== 'right') throw new ValidationFailed({ errors: { [field]: [WRONG] } });
    if (user.passwordResetRequired) throw new PasswordResetRequired();
    return user;
  }

  private demandRecent(caller: Caller, user: UserWithPassword): UserWithPassword {
    if (this.clock.seconds() - caller.authTime >= this.access.recentMs / 1000) throw new ReauthenticationRequired();
    return user;
  }
}
