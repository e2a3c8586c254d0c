import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { FAILURE_REFUSAL_MS } from '@castellan/limits';
import { Notifications } from '@castellan/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { MailedLinks } from '../links/mailed-links.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { deviceName } from '../users/device-name.js';
import type { User } from '../users/user.types.js';

/** From so many left on, each use of a backup code is told by mail. */
const FEW = 3;

type Owner = Pick<User, 'email'>;

/** Mails that tell of a way in that was added: each carries the link that takes it away again. */
type AddedWayTemplate = 'two-factor-enabled' | 'authenticator-added' | 'backup-codes-regenerated';

/** The mails about second factors: whoever changes one without the owner is seen by the owner. */
@Injectable()
export class TwoFactorNotices {
  constructor(
    private readonly notifications: Notifications,
    private readonly links: MailedLinks,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  async added(template: AddedWayTemplate, user: Pick<User, 'id' | 'email'>, { userAgent, language }: RequestContext): Promise<void> {
    const data = { at: this.clock.now(), deviceName: deviceName(userAgent), ...(await this.links.reportLink(user)) };
    await this.notifications.send({ to: user.email, template, data }, { language });
  }

  async disabled({ email }: Owner, { userAgent, language }: RequestContext): Promise<void> {
    const data = { at: this.clock.now(), deviceName: deviceName(userAgent) };
    await this.notifications.send({ to: email, template: 'two-factor-disabled', data }, { language });
  }

  async reset({ email }: Owner, { language }: RequestContext): Promise<void> {
    await this.notifications.send({ to: email, template: 'two-factor-reset', data: { at: this.clock.now() } }, { language });
  }

  async backupCodeUsed({ email }: Owner, remaining: number, { language }: RequestContext): Promise<void> {
    if (remaining > FEW) return;
    await this.notifications.send({ to: email, template: 'backup-codes-low', data: { remaining } }, { language });
  }

  /** Five wrong codes followed a right first factor. */
  async guessed({ email }: Owner, { ip, userAgent, language }: RequestContext): Promise<void> {
    const resetLink = `${this.options.frontendUrl}/password-reset`;
    const data = { at: this.clock.now(), ip, deviceName: deviceName(userAgent), resetLink };
    await this.notifications.send({ to: email, template: 'second-factor-guessed', data }, { language });
  }

  /** The link lets a sign-in go on. */
  async confirmation(
    { email }: Owner,
    link: { readonly link: string; readonly minutes: number },
    { ip, userAgent, language }: RequestContext,
  ): Promise<void> {
    const resetLink = `${this.options.frontendUrl}/password-reset`;
    const data = { ...link, deviceName: deviceName(userAgent), ip, at: this.clock.now(), resetLink };
    await this.notifications.send({ to: email, template: 'sign-in-confirmation', data }, { language });
  }

  /** Ten wrong codes follow a right first factor: somebody knows the password. */
  async tooManyFailures({ email }: Owner, { ip, language }: RequestContext): Promise<void> {
    const resetLink = `${this.options.frontendUrl}/password-reset`;
    const minutes = FAILURE_REFUSAL_MS / 60_000;
    const data = { at: this.clock.now(), ip, minutes, resetLink };
    await this.notifications.send({ to: email, template: 'second-factor-failures', data }, { language });
  }
}
