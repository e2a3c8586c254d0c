import { AccountCreation, localOperator, UserCreation } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import { LOCAL_CONTEXT } from '@castellan/log';
import { Injectable } from '@nestjs/common';

@Injectable()
export class Staffing {
  constructor(
    private readonly accounts: AccountCreation,
    private readonly registration: UserCreation,
    private readonly transaction: Transaction,
  ) {}

  /** As an operator makes one: no password yet, which a reset sets. */
  async hire(email: string) {
    return this.accounts.createUser(localOperator(), { email, password: null }, { isVerified: true });
  }

  /** Whoever has proven the address to you: the user who has it, or a new one. */
  async welcome(email: string, sourceUrl: string | null) {
    return this.transaction.run(() => this.registration.registerUser(email, sourceUrl, LOCAL_CONTEXT));
  }
}
