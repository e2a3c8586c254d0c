import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import type { Passkey } from '@castellan/passkeys';
import { Inject, Injectable } from '@nestjs/common';
import { MailedLinks } from '../links/mailed-links.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { deviceName } from '../users/device-name.js';
import type { User } from '../users/user.types.js';

type Owner = Pick<User, 'id' | 'email'>;

/**
 * The mails about passkeys: whoever changes one without the owner is seen by the owner. None says the name of a passkey, whose words are
 * those of whoever added it. Part of the caller's transaction.
 */
@Injectable()
export class PasskeyNotices {
  constructor(
    private readonly notifications: Notifications,
    private readonly links: MailedLinks,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  async added(owner: Owner, { userAgent, language }: RequestContext): Promise<void> {
    const data = { at: this.clock.now(), deviceName: deviceName(userAgent), ...(await this.links.reportLink(owner)) };
    await this.notifications.send({ to: owner.email, template: 'passkey-added', data }, { language });
  }

  async removed(owner: Owner, { userAgent, language }: RequestContext): Promise<void> {
    const data = { at: this.clock.now(), deviceName: deviceName(userAgent), ...(await this.links.reportLink(owner)) };
    await this.notifications.send({ to: owner.email, template: 'passkey-removed', data }, { language });
  }

  /** From where an operator did it is not for the owner. */
  async removedByOperator(owner: Owner, { language }: RequestContext): Promise<void> {
    const data = { at: this.clock.now(), ...(await this.links.reportLink(owner)) };
    await this.notifications.send({ to: owner.email, template: 'passkey-removed', data }, { language });
  }

  /** Its counter went back. */
  async copied({ email }: Owner, { createdAt: addedAt }: Passkey, { ip, userAgent, language }: RequestContext): Promise<void> {
    const resetLink = `${this.options.frontendUrl}/password-reset`;
    const data = { addedAt, at: this.clock.now(), ip, deviceName: deviceName(userAgent), resetLink };
    await this.notifications.send({ to: email, template: 'passkey-copied', data }, { language });
  }
}
