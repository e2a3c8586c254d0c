import type { RequestContext } from '@castellan/common';
import { Identities } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { AccountExists, IdentityTaken, SignInRefused } from '../errors.js';
import { IdentityLinking } from '../identities/identity-linking.service.js';
import { Registering } from '../registration/registering.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { FoundAccount } from './found-account.js';
import type { Newcomer } from './newcomer.js';

/** Newcomers whose address anybody may have named: they find no account by it, and their sign-up waits for its proof. */
@Injectable()
export class UnvouchedPersons {
  constructor(
    private readonly users: UsersRepository,
    private readonly registering: Registering,
    private readonly linking: IdentityLinking,
    private readonly identities: Identities,
  ) {}

  /**
   * Part of the caller's transaction. Where nobody need prove an address, who signs up with a free one has an account at once.
   * @param mayMail see `Registrant.mayMail`
   * @throws AccountExists, IdentityTaken where a parallel one was quicker, SignInRefused
   */
  async welcome({ email, person, sourceUrl }: Newcomer, mayMail: boolean, context: RequestContext): Promise<FoundAccount | 'waiting'> {
    await this.demandNobodys(email);
    if (!person.signsUp) throw new SignInRefused();
    const { firstName, lastName } = person;
    const registrant = { email, username: null, firstName, lastName, sourceUrl, passwordHash: null, identity: person, mayMail };
    const { user, isInForce } = await this.registering.register(registrant, context);
    if (isInForce) return { user, identity: await this.linking.linkFirst(user, person, context) }; // a mail asks for the proof already
    if (await this.identities.ofPerson(person)) throw new IdentityTaken(); // takes back what was kept for a proof
    return 'waiting';
  }

  /**
   * An account that nobody has proven is told of to nobody, else a mere sign-up with somebody's address would keep them out. Operators made
   * those of staff.
   */
  private async demandNobodys(email: string): Promise<void> {
    const user = await this.users.lockByEmail(email);
    if (user && !user.isActive) throw new SignInRefused();
    if (user && (user.isVerified || user.isStaff || user.isSuperuser)) throw new AccountExists();
  }
}
