import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { MailedLinks } from '../links/mailed-links.service.js';
import { deviceName } from '../users/device-name.js';
import { SignUpNotices } from '../registration/sign-up-notices.service.js';
import type { User } from '../users/user.types.js';

/** What the old and the new address are told. Part of the caller's transaction. */
@Injectable()
export class EmailChangeNotices {
  constructor(
    private readonly notifications: Notifications,
    private readonly signUps: SignUpNotices,
    private readonly links: MailedLinks,
    private readonly clock: Clock,
  ) {}

  /** The new address is nobody's yet: its reader is who asked. */
  async confirm({ id: userId }: User, newEmail: string, link: string, { language }: RequestContext): Promise<void> {
    const data = { link, minutes: this.links.minutes('email_change') };
    await this.notifications.send({ to: newEmail, template: 'email-change-confirm', data }, { userId, language });
  }

  async taken(newEmail: string, { userAgent, language }: RequestContext): Promise<void> {
    await this.signUps.addressTaken(newEmail, { at: this.clock.now(), deviceName: deviceName(userAgent) }, { language });
  }

  async requested({ email }: User, newEmail: string, { userAgent, language }: RequestContext): Promise<void> {
    const data = { newEmail: newEmail, at: this.clock.now(), deviceName: deviceName(userAgent) };
    await this.notifications.send({ to: email, template: 'email-change-requested', data }, { language });
  }

  /** The old address gets a link that brings it back. */
  async changed({ id, email }: User, newEmail: string, { language }: RequestContext): Promise<void> {
    const undoLink = await this.links.issue('email_change_undo', id, email);
    const data = { newEmail, undoLink, hours: this.links.hours('email_change_undo') };
    await this.notifications.send({ to: email, template: 'email-changed', data }, { userId: id, language });
  }
}
