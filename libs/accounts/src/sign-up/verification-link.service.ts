import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { LinkAllowance } from '../links/link-allowance.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { normalizeEmail } from '../users/email-address.js';
import type { User } from '../users/user.types.js';

/** Mails the link that proves an address; it kills every older one. Runs in the caller's transaction. */
@Injectable()
export class VerificationLink {
  constructor(
    private readonly links: MailedLinks,
    private readonly allowance: LinkAllowance,
    private readonly notifications: Notifications,
  ) {}

  /** May a stranger have one more sent to the address? Counts as one. */
  isAllowed(email: string): Promise<boolean> {
    return this.allowance.take('verify-email', normalizeEmail(email));
  }

  async send({ id, email }: User): Promise<void> {
    const data = { link: await this.links.issue('verify_email', id), minutes: this.links.minutes('verify_email') };
    await this.notifications.send({ to: email, template: 'verify-email', data });
  }
}
