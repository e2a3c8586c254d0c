import { Notifications } from '@castellan/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { User } from '../users/user.types.js';
import { VerificationLink } from './verification-link.service.js';

/** The one mail that every sign-up sends: to prove the address, or to tell its owner that somebody tried. */
@Injectable()
export class SignUpNotices {
  constructor(
    private readonly link: VerificationLink,
    private readonly notifications: Notifications,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** Would the mail to prove the address be sent at all? Counts as one. */
  mayVerify(email: string): Promise<boolean> {
    return this.link.isAllowed(email);
  }

  async verify(user: User, isCounted: boolean): Promise<void> {
    await this.link.send(user, { isCounted });
  }

  async addressTaken(email: string): Promise<void> {
    const { frontendUrl } = this.options;
    const data = { signInLink: `${frontendUrl}/`, resetLink: `${frontendUrl}/password-reset` };
    await this.notifications.send({ to: email, template: 'address-taken', data });
  }
}
