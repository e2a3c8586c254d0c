import { TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { randomToken } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { TokenInvalidation } from '../credentials/token-invalidation.service.js';
import { InvalidLink } from '../errors.js';
import type { User } from '../users/user.types.js';
import { isEmailConflict, UsersRepository } from '../users/users.repository.js';
import { EmailChangeNotices } from './email-change-notices.service.js';
import { PendingEmails } from './pending-emails.js';
import type { PendingEmail } from './pending-emails.js';

/** Moves an account to a new address, once its reader has proven it. Every session ends (contract §2). */
@Injectable()
export class EmailChange {
  constructor(
    private readonly users: UsersRepository,
    private readonly pending: PendingEmails,
    private readonly notices: EmailChangeNotices,
    private readonly invalidation: TokenInvalidation,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** Answers alike for a taken address: its owner is told by mail instead. @throws Unavailable when the store is away */
  async request({ userId, sessionId }: Caller, email: string, context: RequestContext): Promise<void> {
    const user = await this.users.find(userId);
    if (!user) throw new TokenInvalid();
    const holder = await this.users.findByEmail(email);
    const isTaken = holder !== null && (holder.isVerified || holder.lastLogin !== null); // a mere sign-up keeps no address from its reader
    const token = randomToken();
    if (!isTaken) await this.pending.put(user, email, token);
    await this.transaction.run(async () => {
      await (isTaken ? this.notices.taken(email) : this.notices.confirm(user, email, token));
      await this.notices.requested(user, email, context);
      const outcome = isTaken ? ({ status: 'failure', reason: 'address_taken' } as const) : ({ status: 'success' } as const);
      await this.events.record({ event: 'email_change_requested', ...outcome, userId, sessionId, identifier: email, context });
    });
  }

  /** @throws InvalidLink, also when somebody else took the address meanwhile */
  async confirm(userId: string, token: string, context: RequestContext): Promise<void> {
    const pending = await this.pending.take(userId, token);
    const user = pending && (await this.users.find(userId));
    const isDone = user && (await this.transaction.run(() => this.move(user, pending, context)).catch(whenTaken));
    if (isDone) return;
    await this.events.record({ event: 'email_changed', status: 'failure', reason: 'invalid_link', context });
    throw new InvalidLink();
  }

  private async move(user: User, { email, version }: PendingEmail, context: RequestContext): Promise<boolean> {
    const squatter = await this.users.deleteUnproven(email);
    if (squatter) await this.events.erased(squatter);
    if (!(await this.users.setEmail({ id: user.id, tokenVersion: version }, email))) return false;
    await this.invalidation.invalidate(user.id, 'email_changed');
    await this.notices.changed(user, email);
    await this.events.record({ event: 'email_changed', status: 'success', userId: user.id, identifier: email, context });
    return true;
  }
}

function whenTaken(error: unknown): false {
  if (isEmailConflict(error)) return false;
  throw error;
}
