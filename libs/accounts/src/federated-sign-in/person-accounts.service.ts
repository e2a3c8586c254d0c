import { Unavailable } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Identities } from '@castellan/federation';
import type { Person } from '@castellan/federation';
import { RegistrationSources } from '@castellan/sources';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { BanEnding } from '../bans/ban-ending.service.js';
import { IdentityTaken, SignInRefused } from '../errors.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import type { FoundAccount } from './found-account.js';
import { Newcomers } from './newcomers.service.js';

/** So often others may have been quicker at linking the same person. */
const MAX_ATTEMPTS = 5;

/** The account of a person: the one that is linked, whatever address the provider names by now, else what `Newcomers` says. */
@Injectable()
export class PersonAccounts {
  constructor(
    private readonly identities: Identities,
    private readonly users: UsersRepository,
    private readonly bans: BanEnding,
    private readonly newcomers: Newcomers,
    private readonly sources: RegistrationSources,
    private readonly transaction: Transaction,
  ) {}

  /** @throws SignInRefused, and what `Newcomers.welcome` throws */
  async of(person: Person, sourceUrl: string | null, context: RequestContext): Promise<FoundAccount> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const found = (await this.returning(person, sourceUrl)) ?? (await this.newcomer(person, sourceUrl, context));
      if (found) return found;
    }
    throw new Unavailable();
  }

  /**
   * Null while the subject is nobody's. The user is read before the identity is used: what removes the identities of a stranger raises the
   * token version in the same transaction, and so is seen here or at the door.
   */
  private async returning(person: Person, sourceUrl: string | null): Promise<FoundAccount | null> {
    const known = await this.identities.ofPerson(person);
    const found = known && (await this.users.find(known.userId));
    if (!known || !found) return null;
    const user = await this.bans.now(found);
    if (!user.isActive) throw new SignInRefused();
    const identity = await this.identities.use(known.id, person);
    if (identity) await this.transaction.run(() => this.comesFrom(user, sourceUrl));
    return identity && { user, identity };
  }

  /** Null where it has become somebody's meanwhile. */
  private newcomer(person: Person, sourceUrl: string | null, context: RequestContext): Promise<FoundAccount | null> {
    return this.newcomers.welcome(person, sourceUrl, context).catch((error: unknown) => {
      if (error instanceof IdentityTaken) return null;
      throw error;
    });
  }

  private async comesFrom({ id }: User, sourceUrl: string | null): Promise<void> {
    if (sourceUrl === null || !(await this.users.lock(id))) return;
    await this.sources.link(id, sourceUrl, { first: false });
  }
}
