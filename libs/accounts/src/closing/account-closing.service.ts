import type { Caller } from '@castellan/access';
import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { TokenInvalidation } from '../invalidation/token-invalidation.service.js';
import { Superusers } from '../administration/superusers.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { ClosedUsersRepository } from './closed-users.repository.js';
import { ClosingNotice } from './closing-notice.service.js';

/** A user closes their own account: every session ends at once, and it is erased later unless its owner signs in again. */
@Injectable()
export class AccountClosing {
  constructor(
    private readonly closed: ClosedUsersRepository,
    private readonly invalidation: TokenInvalidation,
    private readonly superusers: Superusers,
    private readonly notice: ClosingNotice,
    private readonly live: LiveCaller,
    private readonly events: AccountEvents,
    private readonly clock: Clock,
  ) {}

  /** @throws LastSuperuser */
  async close(caller: Caller, context: RequestContext): Promise<void> {
    const { userId, sessionId } = caller;
    await this.live.change(caller, async (user) => {
      if (user.closedAt) return;
      await this.superusers.demandAnother(userId);
      await this.closed.close(userId, this.clock.now());
      await this.invalidation.invalidate(userId, 'account_disabled');
      await this.events.record({ event: 'account_closed', status: 'success', userId, sessionId, context });
      await this.notice.send(user, context);
    });
  }
}
