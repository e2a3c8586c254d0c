import { TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { Unavailable } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Avatars } from '@castellan/profiles';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { UsersRepository } from '../users/users.repository.js';

/** A user's own picture. */
@Injectable()
export class OwnAvatar {
  constructor(
    private readonly avatars: Avatars,
    private readonly users: UsersRepository,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /**
   * Puts the picture in the file in place of the former one, which is gone with it. Gives its address.
   * @throws ValidationFailed at `avatar` for what is no such picture, Unavailable when too many wait, or the store is away
   */
  async replace(caller: Caller, file: Buffer, context: RequestContext): Promise<string> {
    const picture = await this.avatars.makeReady(file);
    return this.transaction.run(async () => {
      await this.hold(caller);
      await this.avatars.keep(caller.userId, picture);
      await this.record('avatar_changed', caller, context);
      const url = await this.avatars.urlOf(caller.userId);
      if (url === null) throw new Unavailable(); // kept a moment ago: a store that cannot say where has not kept it
      return url;
    });
  }

  /** Without a picture nothing happens. */
  async remove(caller: Caller, context: RequestContext): Promise<void> {
    await this.transaction.run(async () => {
      await this.hold(caller);
      if (await this.avatars.remove(caller.userId)) await this.record('avatar_removed', caller, context);
    });
  }

  private async hold({ userId }: Caller): Promise<void> {
    if (!(await this.users.hold(userId))) throw new TokenInvalid();
  }

  private record(event: 'avatar_changed' | 'avatar_removed', { userId, sessionId }: Caller, context: RequestContext): Promise<void> {
    return this.events.record({ event, status: 'success', userId, sessionId, context });
  }
}
