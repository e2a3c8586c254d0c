import type { RequestContext } from '@castellan/common';
import { Identities } from '@castellan/federation';
import { RegistrationSources } from '@castellan/sources';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import type { RegisteredIdentity, Registration } from '../pending-registrations/registrations.repository.js';
import type { User } from '../users/user.types.js';
import { UnprovenUsersRepository } from './unproven-users.repository.js';
import { UsernameClaims } from './username-claims.service.js';

/** Puts what somebody signed up with into force, in the place of what an unproven account has. Part of the caller's transaction. */
@Injectable()
export class SignUpForce {
  constructor(
    private readonly unproven: UnprovenUsersRepository,
    private readonly claims: UsernameClaims,
    private readonly sources: RegistrationSources,
    private readonly identities: Identities,
    private readonly events: AccountEvents,
  ) {}

  /** A username that somebody else has proven meanwhile is left out: it keeps nobody from their account. */
  async put(user: User, signUp: Omit<Registration, 'createdAt' | 'deviceName'>, context: RequestContext): Promise<void> {
    const { username, sourceUrl, identity, firstName, lastName, passwordHash } = signUp;
    const { email } = user;
    const name = username === null ? null : await this.claims.claim(username, email);
    await this.unproven.putIntoForce({ email, username: name, firstName, lastName, passwordHash });
    await this.sources.link(user.id, sourceUrl, { first: true });
    if (identity) await this.link(user, identity, context);
  }

  /** Can somebody get in by a provider? */
  async hasIdentity({ id }: Pick<User, 'id'>): Promise<boolean> {
    return (await this.identities.count(id)) > 0;
  }

  /** Not where it was linked elsewhere meanwhile: the address is proven all the same. */
  private async link({ id: userId, email: identifier }: User, identity: RegisteredIdentity, context: RequestContext): Promise<void> {
    if (await this.identities.link(userId, identity))
      await this.events.record({ event: 'identity_linked', status: 'success', userId, identifier, context });
  }
}
