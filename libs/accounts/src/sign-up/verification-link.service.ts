import { Clock, randomToken } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { User } from '../users/user.types.js';
import { LinkAllowance } from '../links/link-allowance.js';
import { normalizeEmail } from '../users/email-address.js';
import { EmailVerificationTokensRepository } from './email-verification-tokens.repository.js';

/** Mails the link that proves an address; it kills every older one. Runs in the caller's transaction. */
@Injectable()
export class VerificationLink {
  constructor(
    private readonly tokens: EmailVerificationTokensRepository,
    private readonly allowance: LinkAllowance,
    private readonly notifications: Notifications,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** May a stranger have one more sent to the address? Counts as one. */
  isAllowed(email: string): Promise<boolean> {
    return this.allowance.take('verify-email', normalizeEmail(email));
  }

  async send({ id, email }: User): Promise<void> {
    const token = randomToken();
    await this.tokens.replace(id, token, this.clock.now(), this.clock.in(this.options.verificationTtlMs));
    const link = `${this.options.frontendUrl}/verify-account?uid=${id}&token=${token}`;
    const minutes = Math.round(this.options.verificationTtlMs / 60_000);
    await this.notifications.send({ to: email, template: 'verify-email', data: { link, minutes } });
  }
}
