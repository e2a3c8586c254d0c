import { randomBytes } from 'node:crypto';
import { TokenInvalid } from '@castellan/access';
import { Clock } from '@castellan/common';
import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { SEED_BYTES } from './refresh-token.js';
import { secondFactorMethods } from '../factors/factor.js';
import type { Assurance } from '../factors/factor.js';
import type { Reproven } from '../factors/factor-proof.js';
import { SessionTokenIssuer } from './session-token-issuer.js';
import type { RenewedSession } from './session.types.js';
import { SessionsRepository } from './sessions.repository.js';
import type { OwnSession } from './sessions.repository.js';

/** What a proof by password or mailed code adds: nothing, it only is young. */
const ONE_FACTOR: Assurance = { aal: 1, amr: [] };

/**
 * Renews the session that a signed-in request came in on. Every renewal makes new tokens and kills the older ones, on all nodes: a copy
 * that somebody took before must not become worth more (OWASP ASVS 7.2.4). Part of the caller's transaction.
 */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly tokens: SessionTokenIssuer,
    private readonly bus: RevocationBus,
    private readonly clock: Clock,
  ) {}

  /**
   * Its user has just proven who they are, when their tokens had this version.
   * @throws TokenInvalid when the session ended or the version rose meanwhile: an old password must not give new tokens
   */
  async renew(id: string, version: number): Promise<RenewedSession> {
    return this.stepUp(id, version, ONE_FACTOR);
  }

  /** Its user has just proven their second factor, too: from now on the session is of assurance level 2. @throws TokenInvalid as `renew` */
  async raise(id: string, version: number, methods: readonly string[]): Promise<RenewedSession> {
    return this.stepUp(id, version, { aal: 2, amr: methods });
  }

  /** As `raise` or `renew`, by what was proven. @throws TokenInvalid as `renew` */
  async provenAnew(id: string, { tokenVersion, first, second }: Reproven): Promise<RenewedSession> {
    if (second) return this.raise(id, tokenVersion, secondFactorMethods(second));
    return first?.aal === 2 ? this.raise(id, tokenVersion, first.amr) : this.renew(id, tokenVersion);
  }

  /** Lifts it over an invalidation of all tokens. @throws TokenInvalid when the session ended meanwhile */
  async adopt(id: string, version: number): Promise<RenewedSession> {
    return this.renewed(await this.sessions.adopt(id, version, randomBytes(SEED_BYTES), this.clock.now()));
  }

  private async stepUp(id: string, version: number, proven: Assurance): Promise<RenewedSession> {
    const session = await this.sessions.stepUp({ id, version, proven, seed: randomBytes(SEED_BYTES) }, this.clock.now());
    await this.bus.publish({ kind: 'session', id });
    return this.renewed(session);
  }

  private async renewed(session: OwnSession | null): Promise<RenewedSession> {
    if (!session) throw new TokenInvalid();
    return { transport: session.transport, tokens: await this.tokens.of(session, session.seed) };
  }
}
