import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { LinkAllowance } from '../links/link-allowance.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import type { User } from '../users/user.types.js';

/** Mails the link that proves an address; it kills every older one. One that `isAllowed` did not count may be dropped. Runs in the caller's transaction. */
@Injectable()
export class VerificationLink {
  constructor(
    private readonly links: MailedLinks,
    private readonly allowance: LinkAllowance,
    private readonly notifications: Notifications,
  ) {}

  /** May a stranger have one more sent to the address? Counts as one. */
  isAllowed(email: string, { sendsNothing = false } = {}): Promise<boolean> {
    return this.allowance.take('verify-email', email, { sendsNothing });
  }

  async send({ id, email }: User, { isCounted }: { readonly isCounted: boolean }): Promise<void> {
    const data = { link: await this.links.issue('verify_email', id), minutes: this.links.minutes('verify_email') };
    await this.notifications.send({ to: email, template: 'verify-email', data }, { isCounted });
  }
}
