import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { Registrations } from './registrations.service.js';
import { SignUpNotices } from './sign-up-notices.service.js';

/** Sends the mail of a sign-up once more; answers alike whether or not there is one. */
@Injectable()
export class VerificationResending {
  constructor(
    private readonly users: UsersRepository,
    private readonly registrations: Registrations,
    private readonly notices: SignUpNotices,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** A taken address that somebody signed up with gets its mail again, too: the same work as for a free one. */
  async resend(email: string, context: RequestContext): Promise<void> {
    const known = await this.users.findByEmail(email);
    const refused = refusal(known);
    const isTried = known !== null && (await this.registrations.newest(known.id)) !== null;
    const sends = refused === null || isTried;
    const isAllowed = await this.notices.mayMail(email, { sendsNothing: !sends });
    const reason = refused ?? (isAllowed ? null : 'too_many_mails');
    await this.transaction.run(async () => {
      const user = await this.users.lockByEmail(email);
      if (user && sends && isAllowed) await this.notices.sendAgain(user, context);
      const outcome = reason ? ({ status: 'failure', reason } as const) : ({ status: 'success' } as const);
      await this.events.record({ event: 'verification_requested', ...outcome, userId: user?.id ?? null, identifier: email, context });
    });
  }
}

function refusal(user: User | null): string | null {
  if (!user) return 'unknown_user';
  if (!user.isActive) return 'account_disabled';
  return user.isVerified ? 'already_verified' : null;
}
