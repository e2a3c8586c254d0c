import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import type { User } from '../users/user.types.js';
import { LinkAllowance } from '../links/link-allowance.js';
import { UsersRepository } from '../users/users.repository.js';
import { PasswordResetLink } from './password-reset-link.service.js';

/** Asks for a mailed link to set a new password. */
@Injectable()
export class PasswordResetRequest {
  constructor(
    private readonly users: UsersRepository,
    private readonly link: PasswordResetLink,
    private readonly allowance: LinkAllowance,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** Mails a link when there is somebody to mail it to; answers alike when there is not. */
  async request(email: string, context: RequestContext): Promise<void> {
    const user = await this.users.findByEmail(email);
    const refused = refusal(user);
    const isAllowed = await this.allowance.take('password-reset', email, { sendsNothing: refused !== null });
    const reason = refused ?? (isAllowed ? null : 'too_many_mails');
    await this.transaction.run(async () => {
      if (user && !reason) await this.link.send(user, context);
      const outcome = reason ? ({ status: 'failure', reason } as const) : ({ status: 'success' } as const);
      await this.events.record({ event: 'password_reset_requested', ...outcome, userId: user?.id ?? null, identifier: email, context });
    });
  }
}

function refusal(user: User | null): string | null {
  if (!user) return 'unknown_user';
  return user.isActive ? null : 'account_disabled';
}
