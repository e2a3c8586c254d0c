import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import type { Person } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { BanEnding } from '../bans/ban-ending.service.js';
import { EmailMissing, EmailUnverified } from '../errors.js';
import { SignUpNotices } from '../registration/sign-up-notices.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { FoundAccount } from './found-account.js';
import { addressOf } from './person-address.js';
import { UnvouchedPersons } from './unvouched-persons.service.js';
import { VouchedPersons } from './vouched-persons.service.js';

/**
 * Who comes by a provider for the first time. An account is found by an address only where the provider vouches for it
 * (docs/reference/contract.md#providers): else whoever makes an account there with somebody's address would be them here.
 */
@Injectable()
export class Newcomers {
  constructor(
    private readonly users: UsersRepository,
    private readonly bans: BanEnding,
    private readonly notices: SignUpNotices,
    private readonly vouched: VouchedPersons,
    private readonly unvouched: UnvouchedPersons,
    private readonly transaction: Transaction,
  ) {}

  /**
   * Null where a parallel one was quicker.
   * @throws AccountExists, EmailMissing, EmailUnverified once a mail asks for the proof of the address, IdentityTaken where a parallel one
   *   was quicker, PasswordResetRequired, SignInRefused
   */
  async welcome(person: Person, sourceUrl: string | null, context: RequestContext): Promise<FoundAccount | null> {
    const address = addressOf(person);
    if (!address) throw new EmailMissing();
    const newcomer = { ...address, person, sourceUrl };
    const known = await this.users.findByEmail(address.email);
    if (known) await this.bans.now(known);
    if (address.isVouched) return this.transaction.run(() => this.vouched.welcome(newcomer, context));
    const mayMail = !known?.isVerified && (await this.notices.mayMail(address.email));
    const found = await this.transaction.run(() => this.unvouched.welcome(newcomer, mayMail, context));
    if (found === 'waiting') throw new EmailUnverified();
    return found;
  }
}
