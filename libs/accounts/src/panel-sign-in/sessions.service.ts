import { Clock, randomToken, sha256 } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { assuranceOf } from '../factors/factor.js';
import type { SecondFactor } from '../factors/factor.js';
import { PASSWORD } from '../passwords/password.factor.js';
import type { User } from '../users/user.types.js';
import type { PanelOperator } from '../administration/operator.js';
import { PANEL_IDLE_MS, PanelSessionsRepository } from '../sessions/panel-sessions.repository.js';

const MINUTE_MS = 60_000;
const MAX_AGE_MS = 8 * 60 * MINUTE_MS;
/** So long a use need not be noted anew. */
const TOUCH_EVERY_MS = MINUTE_MS / 2;
const USER_AGENT_LENGTH = 512;

/** A session that was just made. */
export interface OpenedPanelSession {
  readonly id: string;
  /** 256 random bits; nobody can read it again. */
  readonly token: string;
}

/**
 * The sessions of operators at the panel (docs/reference/contract.md#panel): 30 minutes unused, 8 hours at most, in the database for all
 * nodes. Each request asks anew whether the operator is active, staff and unchanged; a new password, a reset second factor or a disabled
 * account ends the session by the user's token version.
 * @internal
 */
@Injectable()
export class PanelSessions {
  constructor(
    private readonly sessions: PanelSessionsRepository,
    private readonly twoFactor: TwoFactor,
    private readonly events: AccountEvents,
    private readonly clock: Clock,
  ) {}

  /** Only for `PanelArrival`, and part of its transaction. Null when the user has just lost the right to be in. */
  async open(user: User, second: SecondFactor, context: RequestContext): Promise<OpenedPanelSession | null> {
    const token = randomToken();
    const sessionId = await this.sessions.insert({
      tokenHash: sha256(token),
      userId: user.id,
      version: user.tokenVersion,
      amr: assuranceOf({ first: PASSWORD, second }).amr,
      ip: context.ip,
      userAgent: context.userAgent?.slice(0, USER_AGENT_LENGTH) ?? null,
      now: this.clock.now(),
      expiresAt: this.clock.in(MAX_AGE_MS),
    });
    if (sessionId === null) return null;
    await this.events.record({ event: 'panel_login', status: 'success', userId: user.id, identifier: user.email, sessionId, context });
    return { id: sessionId, token };
  }

  /** Who sends the token; null when nobody is signed in by it. A second factor that was turned off elsewhere shuts the panel too. */
  async operatorOf(token: string, context: RequestContext): Promise<PanelOperator | null> {
    const session = await this.sessions.find(sha256(token), this.clock.now(), this.clock.in(-PANEL_IDLE_MS));
    if (!session || !(await this.twoFactor.isEnabled(session.id))) return null;
    await this.touch(session.sessionId, session.lastUsedAt);
    const { id, email, isSuperuser, permissions, sessionId } = session;
    return { id, email, isSuperuser, permissions, sessionId, context: { ...context, actor: { kind: 'user', id } } };
  }

  /** The token is worth nothing from now on, wherever it was copied to. */
  async end(token: string, context: RequestContext): Promise<void> {
    const ended = await this.sessions.delete(sha256(token));
    if (!ended) return;
    await this.events.record({ event: 'panel_logout', status: 'success', userId: ended.userId, sessionId: ended.id, context });
  }

  private async touch(id: string, lastUsedAt: Date): Promise<void> {
    if (this.clock.millis() - lastUsedAt.getTime() > TOUCH_EVERY_MS) await this.sessions.touch(id, this.clock.now());
  }
}
