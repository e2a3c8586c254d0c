import { AuthEvents } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { InvalidCredentials } from '../errors.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import type { UserName, UserWithPassword } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { SignIn } from './sign-in.service.js';
import type { SignedIn, SignInContext } from './sign-in.types.js';

/** The password as first factor: unknown user and wrong password get one answer, in one time, for one hash spent (OWASP ASVS 2.2.1). */
@Injectable()
export class PasswordSignIn {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly door: SignIn,
    private readonly events: AuthEvents,
  ) {}

  /** @throws InvalidCredentials, EmailUnverified, Unavailable when the hashing queue is full */
  async signIn(name: UserName, password: string, context: SignInContext): Promise<SignedIn> {
    const user = await this.users.findWithPassword(name);
    const isRight = await this.hasher.verify(password, user?.passwordHash ?? null);
    if (!user || !isRight) throw await this.refused(name, user, context);
    const signedIn = await this.door.complete(withoutPassword(user), ['pwd'], context);
    await this.upgradeHash(user, password);
    return signedIn;
  }

  /** Only a right password can be hashed anew, so an old cost is raised at a sign-in. */
  private async upgradeHash({ id, passwordHash }: UserWithPassword, password: string): Promise<void> {
    if (passwordHash === null || !this.hasher.isOutdated(passwordHash)) return;
    await this.users.upgradePasswordHash(id, passwordHash, await this.hasher.hash(password));
  }

  private async refused(name: UserName, user: UserWithPassword | null, context: SignInContext): Promise<InvalidCredentials> {
    const identifier = 'email' in name ? name.email : name.username;
    const reason = user ? 'wrong_password' : 'unknown_user';
    await this.events.record({ event: 'login', status: 'failure', reason, userId: user?.id ?? null, identifier, context });
    return new InvalidCredentials();
  }
}

function withoutPassword({ passwordHash: _, ...user }: UserWithPassword) {
  return user;
}
