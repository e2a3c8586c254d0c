import { TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { InvalidPasskey, Passkeys } from '@castellan/passkeys';
import type { Assertion } from '@castellan/passkeys';
import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { reproofOf } from './ceremonies.js';
import { PasskeyAssertions } from './passkey-assertions.service.js';

/** Asks a signed-in user for a passkey of their own. */
@Injectable()
export class OwnPasskeyProof {
  constructor(
    private readonly users: UsersRepository,
    private readonly assertions: PasskeyAssertions,
    private readonly passkeys: Passkeys,
  ) {}

  /** Gives the user as they were before the passkey was looked at. @throws InvalidPasskey, Unavailable */
  async demand(
    caller: Caller,
    credential: unknown,
    context: RequestContext,
  ): Promise<{ readonly user: User; readonly assertion: Assertion }> {
    const user = await this.users.find(caller.userId);
    if (!user) throw new TokenInvalid();
    return { user, assertion: await this.assertions.verify(reproofOf(caller), credential, [], context) };
  }

  /** Is it still there? Part of a transaction that holds the user, for which every removal waits. @throws InvalidPasskey */
  async demandKept({ userId, passkey }: Assertion): Promise<void> {
    if (!(await this.passkeys.find(userId, passkey.id))) throw new InvalidPasskey();
  }
}
