import type { Transport } from '@castellan/access';
import { TokenInvalid } from '@castellan/access';
import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { TransportMismatch } from '../errors.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { LiveSessions } from './live-sessions.js';
import { ownBytes } from './own-bytes.js';
import type { ParsedRefreshToken } from './refresh-token.js';
import { ReuseDetection } from './reuse-detection.service.js';
import { demandLife } from './session-life.js';
import type { OwnerToJudge } from './session-life.js';
import { SessionTokenIssuer } from './session-token-issuer.js';
import type { SessionTokens } from './session.types.js';
import { SessionsRepository } from './sessions.repository.js';
import type { SessionForRefresh } from './sessions.repository.js';

/** How long the direct parent of a refresh token gets the same answer again, where the host does not tell: for an answer that got lost. */
export const REFRESH_GRACE_MS = 10_000;

/** A caller who loses the race for a rotation finds the winner's result at the second look. */
const MAX_LOOKS = 3;
const REMEMBERED_SEEDS = 50_000;

/** Rotates refresh tokens (RFC 9700 §4.14.2): one chain a session, one winner a generation, reuse ends the session. */
@Injectable()
export class SessionRefresh {
  /** Of sessions refreshed here before: it saves the look, and the statement that rotates confirms it. */
  private readonly seeds = new LRUCache<string, Buffer>({ max: REMEMBERED_SEEDS });

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly live: LiveSessions,
    private readonly tokens: SessionTokenIssuer,
    private readonly reuse: ReuseDetection,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** @throws TokenInvalid, SessionIsOver, TransportMismatch */
  async refresh(token: string, transport: Transport, context: RequestContext): Promise<SessionTokens> {
    const parsed = this.tokens.refresh.parse(token);
    if (!parsed) throw new TokenInvalid();
    const seed = this.seeds.get(parsed.sessionId) ?? this.live.sessionInMemory(parsed.sessionId)?.seed;
    const quick = seed && this.tokens.refresh.isGenuine(parsed, seed) ? await this.rotate(parsed, seed, transport, context) : null;
    return quick ?? this.refreshWithALook(parsed, transport, context);
  }

  /** One statement. It decides alone: what we remembered of the session only saved the look before it. */
  private async rotate(
    parsed: ParsedRefreshToken,
    seed: Buffer,
    transport: Transport,
    { ip }: RequestContext,
  ): Promise<SessionTokens | null> {
    const { sessionId: id, generation } = parsed;
    const idleExpiresAt = this.clock.in(this.options.refreshTtlMs);
    const rotated = await this.sessions.rotate({ id, generation, seed, transport, ip, now: this.clock.now(), idleExpiresAt });
    if (rotated) this.seeds.set(id, seed);
    else this.seeds.delete(id);
    return rotated && this.tokens.of(rotated, seed);
  }

  private async refreshWithALook(parsed: ParsedRefreshToken, transport: Transport, context: RequestContext): Promise<SessionTokens> {
    for (let look = 0; look < MAX_LOOKS; look += 1) {
      const session = await this.sessions.findForRefresh(parsed.sessionId);
      if (!session || !this.tokens.refresh.isGenuine(parsed, session.seed)) throw new TokenInvalid();
      if (session.transport !== transport) throw new TransportMismatch();
      demandLife(session, ownerOf(session), this.clock.millis());
      if (parsed.generation !== session.generation) return this.refreshWithOlder(parsed, session, context);
      const rotated = await this.rotate(parsed, ownBytes(session.seed), transport, context);
      if (rotated) return rotated;
    }
    throw new TokenInvalid();
  }

  /** The direct parent, shortly after its rotation, is a parallel tab or a lost answer: it gets the same tokens. Anything older is reuse. */
  private async refreshWithOlder(parsed: ParsedRefreshToken, session: SessionForRefresh, context: RequestContext): Promise<SessionTokens> {
    const sinceRotation = this.clock.millis() - (session.rotatedAt?.getTime() ?? 0);
    const isParent = parsed.generation === session.generation - 1;
    if (isParent && sinceRotation <= this.options.refreshGraceMs) return this.tokens.of(session, session.seed);
    throw await this.reuse.detected(session, context);
  }
}

const ownerOf = ({ isUserActive, userVersion }: SessionForRefresh): OwnerToJudge => ({ isActive: isUserActive, tokenVersion: userVersion });
