import type { RequestContext } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { MailedLinks } from '../links/mailed-links.service.js';
import type { User } from '../users/user.types.js';

/**
 * Mails the link that lets its reader set a new password; it kills every older one. Part of the caller's transaction. Who may have it
 * mailed is the caller's to decide (`LinkAllowance`): no cap drops it. The mail tells why it is sent: one that says "do nothing" must not
 * go to whoever has just taken the account back, whose password opens nothing any more.
 */
@Injectable()
export class PasswordResetLink {
  constructor(
    private readonly links: MailedLinks,
    private readonly notifications: Notifications,
  ) {}

  async send(
    { id, email }: Pick<User, 'id' | 'email'>,
    { language }: Pick<RequestContext, 'language'>,
    template: 'password-reset' | 'account-recovered' = 'password-reset',
  ): Promise<void> {
    const data = { link: await this.links.issue('password_reset', id), minutes: this.links.minutes('password_reset') };
    await this.notifications.send({ to: email, template, data }, { isCounted: true, language });
  }
}
