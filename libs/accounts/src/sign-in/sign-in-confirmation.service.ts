import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Allowances } from '@castellan/limits';
import { Injectable } from '@nestjs/common';
import { confirmationMails } from '../budgets/allowances.js';
import { AccountEvents } from '../events/account-events.service.js';
import { InvalidLink } from '../errors.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { TwoFactorNotices } from '../two-factor/two-factor-notices.service.js';
import type { User } from '../users/user.types.js';
import { PendingSignIns } from './pending-sign-ins.service.js';

/**
 * Once strangers have guessed too often at somebody's second factor, a sign-in from an unknown device goes on only when the link of a
 * mail was followed. It lets that one sign-in try its codes and opens nothing by itself: who follows a link of somebody else's sign-in
 * gives that one five guesses, no more.
 */
@Injectable()
export class SignInConfirmation {
  constructor(
    private readonly pending: PendingSignIns,
    private readonly links: MailedLinks,
    private readonly notices: TwoFactorNotices,
    private readonly allowances: Allowances,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** Mails the link, once for each sign-in, which waits as long as the link lives. `key`: where the sign-in lies (`PendingSignIns.keyOf`). */
  async ask(key: string, user: User, context: RequestContext): Promise<void> {
    if (!(await this.pending.awaitConfirmation(key, this.links.minutes('sign_in_confirmation') * 60_000))) return;
    const { isOver } = await this.allowances.take(confirmationMails(user.id));
    if (!isOver) await this.transaction.run(() => this.mail(key, user, context));
  }

  /** @throws InvalidLink, also when the sign-in is over; Unavailable */
  async confirm(userId: string, token: string, context: RequestContext): Promise<void> {
    const isDone = await this.transaction.run(() => this.spend(userId, token, context));
    if (isDone) return;
    await this.events.record({ event: 'sign_in_confirmed', status: 'failure', reason: 'invalid_link', context });
    throw new InvalidLink();
  }

  private async mail(key: string, user: User, context: RequestContext): Promise<void> {
    const link = await this.links.issue('sign_in_confirmation', user.id, key);
    await this.notices.confirmation(user, { link, minutes: this.links.minutes('sign_in_confirmation') }, context);
  }

  private async spend(userId: string, token: string, context: RequestContext): Promise<boolean> {
    const link = await this.links.consume('sign_in_confirmation', userId, token);
    if (!link?.subject || !(await this.pending.confirm(link.subject))) return false;
    await this.events.record({ event: 'sign_in_confirmed', status: 'success', userId, identifier: link.user.email, context });
    return true;
  }
}
