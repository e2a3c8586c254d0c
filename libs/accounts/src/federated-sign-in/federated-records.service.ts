import { DomainError } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Identities } from '@castellan/federation';
import type { Person } from '@castellan/federation';
import type { Caller } from '@castellan/access';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { FoundAccount } from './found-account.js';
import { addressOf } from './person-address.js';
import type { HandedOver } from './one-time-visits.service.js';
import type { Visit } from './visit.js';

/** What is remembered of who comes by a provider. What the door refuses, it remembers itself. */
@Injectable()
export class FederatedRecords {
  constructor(
    private readonly events: AccountEvents,
    private readonly identities: Identities,
    private readonly users: UsersRepository,
  ) {}

  async signedIn({ user }: FoundAccount, context: RequestContext): Promise<void> {
    await this.events.record({ event: 'federated_login', status: 'success', userId: user.id, identifier: user.email, context });
  }

  /** A provider said nothing, or what it said is nobody's account: `person` is null before it said anything. */
  async refused(error: unknown, person: Person | null, visit: Visit | null, context: RequestContext): Promise<void> {
    if (!(error instanceof DomainError)) return;
    if (visit?.caller) return this.linkFailed(error.code, visit.caller, context);
    const userId = person && (await this.nearestTo(person));
    const identifier = person && (addressOf(person)?.email ?? null);
    await this.events.record({ event: 'federated_login', status: 'failure', reason: error.code, userId, identifier, context });
  }

  /** A code for an app opened nothing; `handed` is what it was for, where that is known. */
  async codeRefused(handed: HandedOver | null, context: RequestContext): Promise<void> {
    const userId = handed?.userId ?? null;
    await this.events.record({ event: 'federated_login', status: 'failure', reason: 'invalid_code', userId, context });
  }

  async linkFailed(reason: string, { userId, sessionId }: Pick<Caller, 'userId' | 'sessionId'>, context: RequestContext): Promise<void> {
    await this.events.record({ event: 'identity_linked', status: 'failure', reason, userId, sessionId, context });
  }

  /** In whose history it belongs: as a wrong password does in that of the account that was named. */
  private async nearestTo(person: Person): Promise<string | null> {
    const known = await this.identities.ofPerson(person);
    if (known) return known.userId;
    const address = addressOf(person);
    return (address && (await this.users.findByEmail(address.email)))?.id ?? null;
  }
}
