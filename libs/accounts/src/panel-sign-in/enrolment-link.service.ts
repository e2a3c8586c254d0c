import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Notifications } from '@castellan/notifications';
import type { Caused } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { LinkAllowance } from '../links/link-allowance.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import type { User } from '../users/user.types.js';

const PURPOSE = 'panel_enrolment';

/**
 * The way of staff without a second factor into the panel: a link to its set-up, for whoever reads their mail. A password alone, guessed
 * or bought, must not bind a stranger's authenticator to an operator's account (NIST SP 800-63B-4 §4.1.2: binding asks for more than is bound).
 * @internal
 */
@Injectable()
export class PanelEnrolmentLink {
  constructor(
    private readonly links: MailedLinks,
    private readonly allowance: LinkAllowance,
    private readonly notifications: Notifications,
    private readonly events: AccountEvents,
    private readonly transaction: Transaction,
  ) {}

  /** Minutes that a link lives. */
  get minutes(): number {
    return this.links.minutes(PURPOSE);
  }

  /** To be handed over by whoever made the account. It kills older ones, as each does. */
  issue({ id }: Pick<User, 'id'>): Promise<string> {
    return this.links.issue(PURPOSE, id);
  }

  /** After a right password: so often an hour and no more, as whoever knows it must not flood the owner, nor kill the link that did arrive. */
  async mailAfterPassword(user: User, context: RequestContext): Promise<void> {
    if (await this.allowance.take('panel-enrolment', user.email)) await this.mail(user, { isCounted: true, language: context.language });
    const { id: userId, email: identifier } = user;
    const failure = { event: 'panel_login', status: 'failure', reason: 'two_factor_setup_required' } as const;
    await this.events.record({ ...failure, userId, identifier, context });
  }

  /** @param caused whether the mail was counted already, and in which language somebody asked */
  async mail(user: Pick<User, 'id' | 'email'>, caused: Caused = {}): Promise<void> {
    await this.transaction.run(async () => {
      const data = { link: await this.issue(user), minutes: this.minutes };
      await this.notifications.send({ to: user.email, template: 'panel-enrolment', data }, caused);
    });
  }

  /** Whose link it is, while it lives. Spends nothing. */
  ownerOf(userId: string, token: string): Promise<User | null> {
    return this.links.ownerOf(PURPOSE, userId, token);
  }

  /** Part of the caller's transaction. False when it was spent, replaced, or came to its end. */
  async consume(userId: string, token: string): Promise<boolean> {
    return (await this.links.consume(PURPOSE, userId, token)) !== null;
  }
}
