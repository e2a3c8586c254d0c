import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { CounterWentBack, Passkeys } from '@castellan/passkeys';
import type { Assertion, Ceremony, Passkey } from '@castellan/passkeys';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { PasskeyNotices } from './passkey-notices.service.js';

/** The only way to look at a passkey that somebody shows: of one that may have been copied, its owner hears at once. */
@Injectable()
export class PasskeyAssertions {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly users: UsersRepository,
    private readonly notices: PasskeyNotices,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** Nobody is known yet. Never inside a transaction, which a refusal rolls back. @throws InvalidPasskey, Unavailable */
  verifySignIn(state: string, credential: unknown, context: RequestContext): Promise<Assertion> {
    return this.passkeys.verifySignIn(state, credential).catch((error: unknown) => this.refused(error, context));
  }

  /** Likewise, of a known user; `except` are passkeys that count for nothing here. @throws InvalidPasskey, Unavailable */
  verify(ceremony: Ceremony, credential: unknown, except: readonly string[], context: RequestContext): Promise<Assertion> {
    return this.passkeys.verify(ceremony, credential, except).catch((error: unknown) => this.refused(error, context));
  }

  private async refused(error: unknown, context: RequestContext): Promise<never> {
    if (error instanceof CounterWentBack) await this.transaction.run(() => this.tell(error.passkey, context));
    throw error;
  }

  private async tell(passkey: Passkey, context: RequestContext): Promise<void> {
    const user = await this.users.find(passkey.userId);
    if (!user) return;
    const who = { userId: user.id, identifier: user.email, context };
    await this.events.record({ event: 'passkey_counter', status: 'failure', reason: 'counter_went_back', ...who });
    await this.notices.copied(user, passkey, context);
  }
}
