import { Inject, Injectable } from '@nestjs/common';
import { MailedLinks } from './mailed-links.service.js';
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
   * No other account is proven there, by whatever door: somebody whose account was moved away by a thief, and who just signs in as ever,
   * resets the password, or follows the link of the thief's sign-up with their address, would shut the way back with an empty account.
   * Only where every user has proven their address: else anybody could move away from a stranger's and so keep them out.
   * @param exceptOf who was moved away may come back
   */
  async includes(email: string, exceptOf?: string): Promise<boolean> {
    return this.options.requireVerifiedEmail && (await this.links.isOpenAbout('email_change_undo', email, exceptOf));
  }
}
