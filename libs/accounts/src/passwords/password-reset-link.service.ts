import { Clock, randomToken } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { User } from '../users/user.types.js';
import { PasswordResetTokensRepository } from './password-reset-tokens.repository.js';

/** Mails the link that lets its reader set a new password; it kills every older one. Part of the caller's transaction. */
@Injectable()
export class PasswordResetLink {
  constructor(
    private readonly tokens: PasswordResetTokensRepository,
    private readonly notifications: Notifications,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  async send({ id, email }: Pick<User, 'id' | 'email'>): Promise<void> {
    const token = randomToken();
    const { frontendUrl, passwordResetTtlMs } = this.options;
    await this.tokens.replace(id, token, this.clock.now(), this.clock.in(passwordResetTtlMs));
    const link = `${frontendUrl}/password-reset-confirm?uid=${id}&token=${token}`;
    await this.notifications.send({
      to: email,
      template: 'password-reset',
      data: { link, minutes: Math.round(passwordResetTtlMs / 60_000) },
    });
  }
}
