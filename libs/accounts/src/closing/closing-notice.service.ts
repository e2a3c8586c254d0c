import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { User } from '../users/user.types.js';

/** Tells the owner of a closed account until when it can be had back. Part of the caller's transaction. */
@Injectable()
export class ClosingNotice {
  constructor(
    private readonly notifications: Notifications,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** @param eraseAt where it is not by the rule of the house */
  async send({ email }: User, { language }: RequestContext, eraseAt?: Date): Promise<void> {
    const { erasureDelayMs, frontendUrl, signInUrl } = this.options;
    const data = { eraseAt: eraseAt ?? this.clock.in(erasureDelayMs), signInLink: signInUrl ?? `${frontendUrl}/` };
    await this.notifications.send({ to: email, template: 'account-closed', data }, { language });
  }
}
