import { Injectable } from '@nestjs/common';
import { PASSWORD } from '../passwords/password.factor.js';
import type { UserWithPassword } from '../users/user.types.js';
import type { SignInName } from '../users/sign-in-name.js';
import { KnownPlaces } from '../users/known-places.service.js';
import { PasswordProof } from './password-proof.service.js';
import { SignIn } from './sign-in.service.js';
import type { SignInContext, SignInResult } from '../sessions/sign-in.types.js';

/** The password as first factor. */
@Injectable()
export class PasswordSignIn {
  constructor(
    private readonly proof: PasswordProof,
    private readonly door: SignIn,
    private readonly places: KnownPlaces,
  ) {}

  /** @throws InvalidCredentials, EmailUnverified, PasswordResetRequired, Unavailable when the store is away or the hashing queue full */
  async signIn(name: SignInName, password: string, context: SignInContext): Promise<SignInResult> {
    this.places.now(context.ip); // asked ahead: hashing takes longer than most answers
    const user = await this.proof.prove(name, password, { ...context, event: 'login' });
    const result = await this.door.complete(withoutPassword(user), { first: PASSWORD, second: null }, context);
    await this.proof.upgradeHash(user, password);
    return result;
  }
}

function withoutPassword({ passwordHash: _, ...user }: UserWithPassword) {
  return user;
}
