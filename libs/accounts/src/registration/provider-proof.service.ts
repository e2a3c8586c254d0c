import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.types.js';
import { AddressProof } from './address-proof.service.js';
import { SignUpForce } from './sign-up-force.service.js';

/** What a provider tells of who signs up by it. */
export interface ProviderSignUp {
  readonly firstName: string;
  readonly lastName: string;
  readonly sourceUrl: string | null;
}

/** The first proof of an address by a provider that vouches for it. */
@Injectable()
export class ProviderProof {
  constructor(
    private readonly force: SignUpForce,
    private readonly proof: AddressProof,
  ) {}

  /**
   * Nothing stays of who signed up before: no name, password, session or factor, and no sign-up that waits. Gives the user as they are now;
   * linking the person is for the caller. Part of the caller's transaction, which holds the user.
   */
  async takeOver(user: User, signUp: ProviderSignUp, context: RequestContext): Promise<User | null> {
    await this.force.put(user, { ...signUp, username: null, passwordHash: null, identity: null }, context);
    return this.proof.byCode(user);
  }
}
