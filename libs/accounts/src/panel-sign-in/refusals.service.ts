import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import type { User } from '../users/user.types.js';

/** Writes down who did not come into the panel, and why. */
@Injectable()
export class PanelRefusals {
  constructor(private readonly events: AccountEvents) {}

  /** Gives the error, to be thrown. */
  async of<E extends Error>(
    { id: userId, email: identifier }: Pick<User, 'id' | 'email'>,
    { error, reason }: { readonly error: E; readonly reason: string },
    context: RequestContext,
  ): Promise<E> {
    await this.events.record({ event: 'panel_login', status: 'failure', reason, userId, identifier, context });
    return error;
  }
}
