import type { Caller } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { TokenInvalidation } from '../invalidation/token-invalidation.service.js';
import { InvalidLink } from '../errors.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { normalizeEmail } from '../users/email-address.js';
import type { User } from '../users/user.types.js';
import { isEmailConflict } from '../users/addresses.repository.js';
import { EmailChangeNotices } from './email-change-notices.service.js';
import { NewAddress } from './new-address.service.js';

const OWN = { new_email: ['This is the address of your account already.'] };

/** Moves an account to a new address, once its reader has proven it. Every session ends (docs/reference/contract.md#e-mail-address). */
@Injectable()
export class EmailChange {
  constructor(
    private readonly links: MailedLinks,
    private readonly notices: EmailChangeNotices,
    private readonly newAddress: NewAddress,
    private readonly invalidation: TokenInvalidation,
    private readonly live: LiveCaller,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** Answers alike for a taken address: its owner is told by mail instead. @throws ValidationFailed for the own address, SessionIsOver, TokenInvalid */
  async request(caller: Caller, newEmail: string, context: RequestContext): Promise<void> {
    await this.live.change(caller, (user) => this.ask(user, caller.sessionId, normalizeEmail(newEmail), context));
  }

  /** @throws InvalidLink, also when somebody else took the address meanwhile, or was moved away from it and may come back */
  async confirm(userId: string, token: string, context: RequestContext): Promise<void> {
    const isDone = await this.transaction.run(() => this.move(userId, token, context)).catch(whenTaken);
    if (isDone) return;
    await this.events.record({ event: 'email_changed', status: 'failure', reason: 'invalid_link', context });
    throw new InvalidLink();
  }

  /**
   * A taken address gets a link, too, which nobody is told: it takes the place of the older one like any other. Else whoever holds that
   * one would see by it whether the address they asked for has an account (docs/reference/contract.md#e-mail-address).
   */
  private async ask(user: User, sessionId: string, email: string, context: RequestContext): Promise<void> {
    if (user.email === email) throw new ValidationFailed({ errors: OWN });
    const link = await this.links.issue('email_change', user.id, email);
    const isTaken = await this.newAddress.isTaken(email);
    await (isTaken ? this.notices.taken(email, context) : this.notices.confirm(user, email, link, context));
    await this.notices.requested(user, email, context);
    await this.record(user, sessionId, email, isTaken, context);
  }

  /** Who asks reads their own history: that the address is taken is told to operators alone. */
  private async record({ id }: User, sessionId: string, identifier: string, isTaken: boolean, context: RequestContext): Promise<void> {
    const asked = { event: 'email_change_requested', identifier, context } as const;
    await this.events.record({ ...asked, status: 'success', userId: id, sessionId });
    if (isTaken) await this.events.record({ ...asked, status: 'failure', reason: 'address_taken' });
  }

  private async move(userId: string, token: string, context: RequestContext): Promise<boolean> {
    const link = await this.links.consume('email_change', userId, token);
    if (!link?.subject) return false;
    const { user, subject: email } = link;
    if (!(await this.newAddress.give(user, email))) return false;
    await this.invalidation.invalidate(user.id, 'email_changed');
    await this.notices.changed(user, email, context);
    await this.events.record({ event: 'email_changed', status: 'success', userId, identifier: email, context });
    return true;
  }
}

function whenTaken(error: unknown): false {
  if (error instanceof InvalidLink || isEmailConflict(error)) return false;
  throw error;
}
