import { TokenVerifier } from '@castellan/access';
import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { SessionTokenIssuer } from './session-token-issuer.js';
import { SessionsRepository } from './sessions.repository.js';

/** What a client may show to say which session it means. */
export interface PresentedTokens {
  readonly refresh: string | null;
  readonly access: string | null;
}

/** Ends the session that the presented tokens belong to. Whoever holds one of its tokens may end it, also with an expired access token. */
@Injectable()
export class SignOut {
  constructor(
    private readonly transaction: Transaction,
    private readonly sessions: SessionsRepository,
    private readonly tokens: SessionTokenIssuer,
    private readonly verifier: TokenVerifier,
    private readonly bus: RevocationBus,
    private readonly events: AccountEvents,
    private readonly clock: Clock,
  ) {}

  /** Does nothing for tokens that mean nothing: signing out never fails for the client's sake. */
  async signOut(presented: PresentedTokens, context: RequestContext): Promise<void> {
    const id = (await this.sessionOfRefresh(presented.refresh)) ?? (await this.sessionOfAccess(presented.access));
    const isEnded = id !== null && (await this.end(id, context));
    if (!isEnded) await this.events.record({ event: 'logout', status: 'failure', reason: 'no_session', context });
  }

  private async sessionOfRefresh(token: string | null): Promise<string | null> {
    const parsed = token === null ? null : this.tokens.refresh.parse(token);
    if (!parsed) return null;
    const session = await this.sessions.findForRefresh(parsed.sessionId);
    return session && this.tokens.refresh.isGenuine(parsed, session.seed) ? session.id : null;
  }

  private async sessionOfAccess(token: string | null): Promise<string | null> {
    if (token === null) return null;
    try {
      return (await this.verifier.verify(token)).sid;
    } catch {
      return null; // expired or garbage: there is nothing to end
    }
  }

  private end(id: string, context: RequestContext): Promise<boolean> {
    return this.transaction.run(async () => {
      const ended = await this.sessions.end(id, 'logout', this.clock.now());
      if (!ended) return false;
      await this.bus.publish({ kind: 'session', id });
      await this.events.record({ event: 'logout', status: 'success', userId: ended.userId, sessionId: id, context });
      return true;
    });
  }
}
