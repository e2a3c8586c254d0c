import { UserAdministration, UserCreation } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import { LOCAL_CONTEXT } from '@castellan/log';
import { Injectable } from '@nestjs/common';

@Injectable()
export class Staffing {
  constructor(
    private readonly administration: UserAdministration,
    private readonly creation: UserCreation,
    private readonly transaction: Transaction,
  ) {}

  /** As an operator makes one: no password yet, which a reset sets. */
  async hire(email: string) {
    return this.administration.createUser({ email, password: null }, LOCAL_CONTEXT, { isVerified: true });
  }

  /** Whoever has proven the address to you: the user who has it, or a new one. */
  async welcome(email: string, sourceUrl: string | null) {
    return this.transaction.run(() => this.creation.registerUser(email, sourceUrl, LOCAL_CONTEXT));
  }
}
