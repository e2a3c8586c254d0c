import { Inject, Injectable } from '@nestjs/common';
import { MailedLinks } from '../links/mailed-links.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';

/** Addresses that an account was moved away from, while its owner can still move it back. */
@Injectable()
export class KeptAddresses {
  constructor(
    private readonly links: MailedLinks,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /**
   * A code opens no new account there: somebody whose account was moved away by a thief, and who just signs in as ever, would shut the
   * way back with an empty account. Only where every user has proven their address: else anybody could move away from a stranger's
   * and so keep them out.
   */
  async includes(email: string): Promise<boolean> {
    return this.options.requireVerifiedEmail && (await this.links.isOpenAbout('email_change_undo', email));
  }
}
