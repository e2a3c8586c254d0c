import type { Caller } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { OwnPassword } from '../passwords/own-password.service.js';
import { OwnSessions } from '../sessions/own-sessions.service.js';
import type { RenewedSession } from '../sessions/session.types.js';

/** A signed-in user proves again who they are, so that sensitive routes open for a while (contract §2 *recent*). */
@Injectable()
export class Reauthentication {
  constructor(
    private readonly own: OwnPassword,
    private readonly sessions: OwnSessions,
    private readonly transaction: Transaction,
    private readonly events: AuthEvents,
  ) {}

  /** @throws ValidationFailed for a wrong password */
  async byPassword(caller: Caller, password: string | null, context: RequestContext): Promise<RenewedSession> {
    const who = { userId: caller.userId, sessionId: caller.sessionId, context };
    const { tokenVersion } = await this.own.demand(caller, password, 'password').catch(async (error: unknown) => {
      if (error instanceof ValidationFailed) {
        await this.events.record({ event: 'reauthenticated', status: 'failure', reason: 'wrong_password', ...who });
      }
      throw error;
    });
    return this.transaction.run(async () => {
      await this.events.record({ event: 'reauthenticated', status: 'success', ...who });
      return this.sessions.renew(caller.sessionId, tokenVersion);
    });
  }
}
