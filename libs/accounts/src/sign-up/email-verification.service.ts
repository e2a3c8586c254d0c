import type { RequestContext } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { InvalidLink } from '../errors.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { VerificationLink } from './verification-link.service.js';

/** Proves that an address belongs to the person who signed up with it. */
@Injectable()
export class EmailVerification {
  constructor(
    private readonly transaction: Transaction,
    private readonly users: UsersRepository,
    private readonly links: MailedLinks,
    private readonly link: VerificationLink,
    private readonly events: AccountEvents,
    private readonly bus: RevocationBus,
  ) {}

  /** @throws InvalidLink for a wrong, used, replaced or expired token alike */
  async verify(userId: string, token: string, context: RequestContext): Promise<void> {
    const user = await this.transaction.run(() => this.consume(userId, token, context));
    if (user) return;
    await this.events.record({ event: 'email_verified', status: 'failure', reason: 'invalid_link', context });
    throw new InvalidLink();
  }

  /** Mails a new link when there is somebody to verify; answers alike when there is not. */
  async resend(email: string, context: RequestContext): Promise<void> {
    const user = await this.users.findByEmail(email);
    const refused = resendRefusal(user);
    const isAllowed = await this.link.isAllowed(email, { sendsNothing: refused !== null });
    const reason = refused ?? (isAllowed ? null : 'too_many_mails');
    await this.transaction.run(async () => {
      if (user && !reason) await this.link.send(user, { isCounted: true });
      const outcome = reason ? ({ status: 'failure', reason } as const) : ({ status: 'success' } as const);
      await this.events.record({ event: 'verification_requested', ...outcome, userId: user?.id ?? null, identifier: email, context });
    });
  }

  private async consume(userId: string, token: string, context: RequestContext): Promise<User | null> {
    if (!(await this.links.consume('verify_email', userId, token))) return null;
    const user = await this.users.markVerified(userId);
    if (!user) return null;
    await this.bus.publish({ kind: 'user', id: userId });
    await this.events.record({ event: 'email_verified', status: 'success', userId, identifier: user.email, context });
    return user;
  }
}

function resendRefusal(user: User | null): string | null {
  if (!user) return 'unknown_user';
  if (!user.isActive) return 'account_disabled';
  return user.isVerified ? 'already_verified' : null;
}
