import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { OneTimeLinks } from '../links/one-time-links.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { deviceName } from '../sessions/device-name.js';
import { SignUpNotices } from '../sign-up/sign-up-notices.service.js';
import type { User } from '../users/user.types.js';

/** What the old and the new address are told. Part of the caller's transaction. */
@Injectable()
export class EmailChangeNotices {
  constructor(
    private readonly notifications: Notifications,
    private readonly signUps: SignUpNotices,
    private readonly links: OneTimeLinks,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  async confirm({ id }: User, newEmail: string, token: string): Promise<void> {
    const link = `${this.options.frontendUrl}/change-email-confirm?uid=${id}&token=${token}`;
    const minutes = Math.round(this.options.pendingEmailTtlMs / 60_000);
    await this.notifications.send({ to: newEmail, template: 'email-change-confirm', data: { link, minutes } });
  }

  async taken(newEmail: string): Promise<void> {
    await this.signUps.addressTaken(newEmail);
  }

  async requested({ email }: User, newEmail: string, { userAgent }: RequestContext): Promise<void> {
    const data = { newEmail: newEmail, at: this.clock.now(), deviceName: deviceName(userAgent) };
    await this.notifications.send({ to: email, template: 'email-change-requested', data });
  }

  /** The old address gets a link that brings it back. */
  async changed({ id, email }: User, newEmail: string): Promise<void> {
    const undoLink = await this.links.issue('email_change_undo', id, email, '/undo-email-change');
    const data = { newEmail, undoLink, hours: this.links.hours };
    await this.notifications.send({ to: email, template: 'email-changed', data });
  }
}
