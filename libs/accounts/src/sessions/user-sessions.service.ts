import type { Caller, EndReason } from '@castellan/access';
import { Clock, NotFound } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { CredentialsRepository } from '../users/credentials.repository.js';
import { PanelSessionsRepository } from './panel-sessions.repository.js';
import { UserSessionsRepository } from './user-sessions.repository.js';

/** The ways to end the sessions of a user. Every end is told to all nodes in the same transaction. */
@Injectable()
export class UserSessions {
  constructor(
    private readonly sessions: UserSessionsRepository,
    private readonly panelSessions: PanelSessionsRepository,
    private readonly credentials: CredentialsRepository,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly events: AccountEvents,
    private readonly clock: Clock,
  ) {}

  /** The device a session was made on, if that is still known. */
  deviceOf(id: string): Promise<string | null> {
    return this.sessions.deviceOf(id);
  }

  /** Was a second factor proven on this session, at its sign-in or since? */
  async isOfTwoFactors(id: string): Promise<boolean> {
    return (await this.sessions.assuranceOf(id)) === 2;
  }

  /** @throws NotFound for a session that is over, and for another user's alike */
  async revoke({ userId }: Caller, id: string, context: RequestContext): Promise<void> {
    await this.transaction.run(async () => {
      const ended = await this.tell(userId, 'user_revoked', await this.sessions.endOwn(userId, id, 'user_revoked', this.clock.now()));
      if (ended.length === 0) throw new NotFound();
      await this.events.record({ event: 'session_revoked', status: 'success', userId, sessionId: id, context });
    });
  }

  /** Ends every other session, those at the panel too; with `includeCurrent` this one as well. */
  async revokeAll({ userId, sessionId }: Caller, includeCurrent: boolean, context: RequestContext): Promise<void> {
    await this.transaction.run(async () => {
      await this.endAll(userId, 'user_revoked', includeCurrent ? null : sessionId);
      await this.panelSessions.deleteOf(userId);
      await this.events.record({ event: 'session_revoked', status: 'success', reason: 'all', userId, sessionId, context });
    });
  }

  /** Part of the caller's transaction. */
  async endAll(userId: string, reason: EndReason, exceptId: string | null = null): Promise<void> {
    await this.tell(userId, reason, await this.sessions.endAll(userId, reason, this.clock.now(), exceptId));
  }

  /**
   * As `endAll`, and every older token dies too: a session that a sign-in is making at this moment does not come to life. Part of the
   * caller's transaction. Gives the new token version.
   */
  async endAllWithTokens(userId: string, reason: EndReason, exceptId: string | null = null): Promise<number> {
    const version = await this.credentials.raiseTokenVersion(userId);
    await this.endAll(userId, reason, exceptId);
    return version;
  }

  /** Part of the caller's transaction. */
  async endOnDevice(userId: string, deviceId: string, reason: EndReason): Promise<void> {
    await this.tell(userId, reason, await this.sessions.endOnDevice(userId, deviceId, reason, this.clock.now()));
  }

  /** Whose session it is, live or ended. */
  ownerOf(id: string): Promise<string | null> {
    return this.sessions.ownerOf(id);
  }

  /** Part of the caller's transaction. */
  async endByOperator(userId: string, id: string): Promise<void> {
    await this.tell(userId, 'admin_revoked', await this.sessions.endOwn(userId, id, 'admin_revoked', this.clock.now()));
  }

  /** Part of the caller's transaction. */
  async endReported(userId: string, id: string): Promise<void> {
    await this.tell(userId, 'device_reported', await this.sessions.endOwn(userId, id, 'device_reported', this.clock.now()));
  }

  /** Part of the caller's transaction. Ends the oldest beyond the limit. */
  async endBeyond(userId: string, kept: number): Promise<void> {
    await this.tell(userId, 'session_limit', await this.sessions.endBeyond(userId, kept, this.clock.now()));
  }

  private async tell(userId: string, reason: EndReason, ids: readonly string[]): Promise<readonly string[]> {
    for (const id of ids) await this.bus.publish({ kind: 'session', id });
    await this.events.sessionsEnded(userId, ids, reason);
    return ids;
  }
}
