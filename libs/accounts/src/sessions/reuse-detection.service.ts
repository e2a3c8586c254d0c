import type { SessionIsOver } from '@castellan/access';
import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { sessionEnded } from './errors.js';
import { SessionsRepository } from './sessions.repository.js';
import type { SessionForRefresh } from './sessions.repository.js';

/** A refresh token used twice means that two parties hold it: nobody can tell which is the thief, so the session ends (RFC 9700 §4.14.2). */
@Injectable()
export class ReuseDetection {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: SessionsRepository,
    private readonly bus: RevocationBus,
    private readonly events: AccountEvents,
    private readonly notifications: Notifications,
    private readonly clock: Clock,
  ) {}

  /** Ends the session, remembers it and tells the user, once; gives the error to answer with. */
  async detected(session: SessionForRefresh, context: RequestContext): Promise<SessionIsOver> {
    await this.transaction.run(async () => {
      const now = this.clock.now();
      const ended = await this.sessions.end(session.id, 'reuse_detected', now);
      if (!ended) return;
      await this.bus.publish({ kind: 'session', id: session.id });
      await this.events.record({
        event: 'refresh_reuse',
        status: 'failure',
        reason: 'reuse_detected',
        userId: session.userId,
        sessionId: session.id,
        context,
      });
      const data = { deviceName: session.deviceName, at: now };
      await this.notifications.send({ to: session.email, template: 'refresh-reuse', data }, { language: context.language });
    });
    return sessionEnded('reuse_detected');
  }
}
