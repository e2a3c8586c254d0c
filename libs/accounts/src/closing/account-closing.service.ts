import type { Caller } from '@castellan/access';
import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import { Notifications } from '@castellan/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { UsersRepository } from '../users/users.repository.js';

/** A user closes their own account: every session ends at once, and it is erased later unless its owner signs in again. */
@Injectable()
export class AccountClosing {
  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: UserSessions,
    private readonly notifications: Notifications,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly events: AuthEvents,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  async close({ userId, sessionId }: Caller, context: RequestContext): Promise<void> {
    await this.transaction.run(async () => {
      const user = await this.users.find(userId);
      if (!user || user.closedAt) return;
      await this.users.close(userId, this.clock.now());
      await this.sessions.endAll(userId, 'account_disabled');
      await this.bus.publish({ kind: 'user', id: userId });
      await this.events.record({ event: 'account_closed', status: 'success', userId, sessionId, context });
      const data = { eraseAt: this.clock.in(this.options.erasureDelayMs), signInLink: `${this.options.frontendUrl}/` };
      await this.notifications.send({ to: user.email, template: 'account-closed', data });
    });
  }
}
