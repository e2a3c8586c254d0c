import { Injectable } from '@nestjs/common';
import { OneTimeLinks } from '../links/one-time-links.service.js';

/** Addresses that an account was moved away from, while its owner can still move it back. */
@Injectable()
export class KeptAddresses {
  constructor(private readonly links: OneTimeLinks) {}

  /**
   * A code opens no new account there: somebody whose account was moved away by a thief, and who just signs in as ever, would shut the
   * way back with an empty account.
   */
  includes(email: string): Promise<boolean> {
    return this.links.isOpen('email_change_undo', email);
  }
}
