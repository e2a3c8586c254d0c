import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { DevicesRepository } from '../devices/devices.repository.js';
import { PasswordResetTokensRepository } from '../passwords/password-reset-tokens.repository.js';
import type { EndReason } from '../sessions/session.types.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { EmailVerificationTokensRepository } from '../sign-up/email-verification-tokens.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { PendingEmails } from '../email-change/pending-emails.js';

/**
 * What follows every change of a credential (contract §2 *Invalidation*): each older token dies, and with them the sessions, open reset
 * links, a pending address and the trust in devices. Part of the caller's transaction.
 */
@Injectable()
export class TokenInvalidation {
  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: UserSessions,
    private readonly resetTokens: PasswordResetTokensRepository,
    private readonly verificationTokens: EmailVerificationTokensRepository,
    private readonly pendingEmails: PendingEmails,
    private readonly devices: DevicesRepository,
    private readonly bus: RevocationBus,
  ) {}

  /** Gives the new token version; the session to be kept is for the caller to lift over it. */
  async invalidate(userId: string, reason: EndReason, keptSessionId: string | null = null): Promise<number> {
    const version = await this.users.raiseTokenVersion(userId);
    await this.sessions.endAll(userId, reason, keptSessionId);
    await this.resetTokens.deleteAll(userId);
    await this.verificationTokens.deleteAll(userId);
    await this.devices.distrustAll(userId);
    await this.pendingEmails.discard(userId);
    await this.bus.publish({ kind: 'user', id: userId });
    if (keptSessionId) await this.bus.publish({ kind: 'session', id: keptSessionId });
    return version;
  }
}
