import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Federation } from '@castellan/federation';
import type { Identity } from '@castellan/federation';
import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { MailedLinks } from '../links/mailed-links.service.js';
import { deviceName } from '../users/device-name.js';
import type { User } from '../users/user.types.js';

type Owner = Pick<User, 'id' | 'email'>;

/**
 * The mails about identities: whoever changes one without the owner is seen by the owner. They name the provider as operators do, and
 * nothing that the provider says of whoever is there. Part of the caller's transaction.
 */
@Injectable()
export class IdentityNotices {
  constructor(
    private readonly notifications: Notifications,
    private readonly links: MailedLinks,
    private readonly federation: Federation,
    private readonly clock: Clock,
  ) {}

  async linked(owner: Owner, identity: Identity, { userAgent, language }: RequestContext): Promise<void> {
    const data = { ...(await this.about(owner, identity)), deviceName: deviceName(userAgent) };
    await this.notifications.send({ to: owner.email, template: 'identity-linked', data }, { language });
  }

  async removed(owner: Owner, identity: Identity, { userAgent, language }: RequestContext): Promise<void> {
    const data = { ...(await this.about(owner, identity)), deviceName: deviceName(userAgent) };
    await this.notifications.send({ to: owner.email, template: 'identity-removed', data }, { language });
  }

  /** From where an operator did it is not for the owner. */
  async removedByOperator(owner: Owner, identity: Identity, { language }: RequestContext): Promise<void> {
    const data = await this.about(owner, identity);
    await this.notifications.send({ to: owner.email, template: 'identity-removed', data }, { language });
  }

  private async about(owner: Owner, { provider }: Identity) {
    return { provider: this.federation.nameOf(provider), at: this.clock.now(), ...(await this.links.reportLink(owner)) };
  }
}
