import { randomBytes } from 'node:crypto';
import { TokenInvalid } from '@castellan/access';
import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { SEED_BYTES } from './refresh-token.js';
import { SessionTokens } from './session-tokens.js';
import type { RenewedSession } from './session.types.js';
import { SessionsRepository } from './sessions.repository.js';
import type { OwnSession } from './sessions.repository.js';

/** Renews the session that a signed-in request came in on. Part of the caller's transaction. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly tokens: SessionTokens,
    private readonly clock: Clock,
  ) {}

  /**
   * Its user has just proven who they are, when their tokens had this version.
   * @throws TokenInvalid when the session ended or the version rose meanwhile: an old password must not give new tokens
   */
  async renew(id: string, version: number): Promise<RenewedSession> {
    return this.renewed(await this.sessions.renewAuthTime(id, version, this.clock.now()));
  }

  /** Its user has just proven their second factor, too: from now on the session is of assurance level 2. @throws TokenInvalid as `renew` */
  async raise(id: string, version: number, methods: readonly string[]): Promise<RenewedSession> {
    return this.renewed(await this.sessions.raiseAssurance(id, version, methods, this.clock.now()));
  }

  /** Lifts it over an invalidation of all tokens. @throws TokenInvalid when the session ended meanwhile */
  async adopt(id: string, version: number): Promise<RenewedSession> {
    return this.renewed(await this.sessions.adopt(id, version, randomBytes(SEED_BYTES), this.clock.now()));
  }

  private renewed(session: OwnSession | null): RenewedSession {
    if (!session) throw new TokenInvalid();
    return { transport: session.transport, tokens: this.tokens.of(session, session.seed) };
  }
}
