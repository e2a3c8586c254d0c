import type { RequestContext } from '@castellan/common';
import { Identities } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { AccountExists, PasswordResetRequired, SignInRefused } from '../errors.js';
import { IdentityLinking } from '../identities/identity-linking.service.js';
import { KeptAddresses } from '../links/kept-addresses.js';
import { ProviderProof } from '../registration/provider-proof.service.js';
import { UserCreation } from '../registration/user-creation.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import type { FoundAccount } from './found-account.js';
import type { Newcomer } from './newcomer.js';

/** Newcomers whose address is proven, since the provider vouches for it. */
@Injectable()
export class VouchedPersons {
  constructor(
    private readonly users: UsersRepository,
    private readonly creation: UserCreation,
    private readonly proof: ProviderProof,
    private readonly kept: KeptAddresses,
    private readonly linking: IdentityLinking,
    private readonly identities: Identities,
  ) {}

  /**
   * Part of the caller's transaction. Null where the address was taken, or the person linked, by a parallel one.
   * @throws AccountExists, IdentityTaken, PasswordResetRequired, SignInRefused
   */
  async welcome(newcomer: Newcomer, context: RequestContext): Promise<FoundAccount | null> {
    const known = await this.users.lockByEmail(newcomer.email);
    if (await this.identities.ofPerson(newcomer.person)) return null;
    const user = known ? await this.ownerOf(known, newcomer, context) : await this.signUp(newcomer, context);
    return user && { user, identity: await this.linking.linkFound(user, newcomer.person, context) };
  }

  private async signUp(newcomer: Newcomer, context: RequestContext): Promise<User | null> {
    await this.demandFree(newcomer);
    const { email, sourceUrl, person } = newcomer;
    return this.creation.createProven({ email, firstName: person.firstName, lastName: person.lastName }, sourceUrl, context);
  }

  /** A provider of people is none of operators: what they may do is given to who proved themselves here. */
  private async ownerOf(user: User, newcomer: Newcomer, context: RequestContext): Promise<User | null> {
    if (!user.isActive) throw new SignInRefused();
    if (user.isStaff || user.isSuperuser) throw new AccountExists();
    if (!user.isVerified) return this.takeOver(user, newcomer, context);
    if (user.passwordResetRequired) throw new PasswordResetRequired(); // reported: nothing is added until its owner has chosen a new password
    return user;
  }

  /** What nobody has proven is nobody's, so this is a sign-up. */
  private async takeOver(user: User, newcomer: Newcomer, context: RequestContext): Promise<User | null> {
    await this.demandFree(newcomer);
    const { firstName, lastName } = newcomer.person;
    return this.proof.takeOver(user, { firstName, lastName, sourceUrl: newcomer.sourceUrl }, context);
  }

  private async demandFree({ email, person }: Newcomer): Promise<void> {
    if (!person.signsUp || (await this.kept.includes(email))) throw new SignInRefused();
  }
}
