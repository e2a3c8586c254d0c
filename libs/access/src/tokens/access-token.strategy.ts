import { DomainError } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Strategy } from 'passport-jwt';
import { NotAuthenticated } from '../errors.js';
import { ACCESS_OPTIONS } from '../options.js';
import type { AccessRules } from '../options.js';
import { keepAuthenticated } from '../requests/authenticated.js';
import type { Authenticated } from '../requests/authenticated.js';
import type { TokenRequest } from '../requests/token-request.js';
import { SessionState } from '../session-state.js';
import type { AccessClaims, Caller } from './claims.js';
import { freeName, takeName } from './passport-names.js';
import { presentedToken } from './presented-token.js';
import { TokenVerifier } from './token-verifier.js';

/** By this name a host asks for the strategy: `@UseGuards(AuthGuard('castellan-access'))`, the guard being the one of `@nestjs/passport`. */
export const PASSPORT_NAME = 'castellan-access';

/** Where the state of sessions comes from; null: from nowhere. */
export const SESSIONS = Symbol('SESSIONS');

/**
 * The strategy is passport-jwt's, the verification ours: theirs parses its key at each request, and knows no Ed25519. The user that it finds
 * is the `Caller`; a refused token fails with one of our errors as its `info`, so that strategies behind it are asked, too.
 */
@Injectable()
export class AccessTokenStrategy extends Strategy implements OnModuleDestroy {
  private readonly passportName: string | null;

  /** @throws Error where the name in passport is another issuer's */
  constructor(
    private readonly verifier: TokenVerifier,
    @Inject(ACCESS_OPTIONS) private readonly rules: AccessRules,
    @Inject(SESSIONS) private readonly sessions: SessionState | null,
  ) {
    super({ jwtFromRequest: () => null, secretOrKeyProvider: () => undefined }, () => undefined); // what `authenticate` asked for, were it theirs
    const { ownApi = false, passportName = ownApi ? null : PASSPORT_NAME } = rules;
    this.passportName = passportName;
    if (passportName !== null) takeName(passportName, { issuer: rules.issuer, strategy: this });
  }

  onModuleDestroy(): void {
    if (this.passportName !== null) freeName(this.passportName, this);
  }

  /**
   * Whoever can be let in by memory alone: the token was verified before, and its session is known to live. Null where somebody must be
   * asked, and for what is to be refused: `authenticate` does both.
   */
  recall({ headers }: TokenRequest): Authenticated | null {
    const token = presentedToken(headers, this.rules.accessCookie);
    const claims = token === null ? null : this.verifier.recall(token);
    if (!claims) return null;
    if (!this.sessions) return { caller: callerOf(claims), standing: null };
    const standing = this.sessions.recall?.(claims);
    return standing ? { caller: callerOf(claims), standing } : null;
  }

  override authenticate(request: TokenRequest): void {
    this.authenticated(request).then(
      (found) => {
        keepAuthenticated(request, found); // for `CurrentCaller` behind a guard of the host's
        this.success(found.caller, found);
      },
      (error: unknown) => this.refuse(error),
    );
  }

  /** @throws NotAuthenticated, TokenExpired, TokenInvalid, SessionIsOver, Unavailable */
  private async authenticated({ headers }: TokenRequest): Promise<Authenticated> {
    const token = presentedToken(headers, this.rules.accessCookie);
    if (token === null) throw new NotAuthenticated();
    const claims = await this.verifier.verify(token);
    const standing = this.sessions ? await this.sessions.check(claims) : null;
    return { caller: callerOf(claims), standing };
  }

  private refuse(error: unknown): void {
    const isRefusal = error instanceof DomainError && error.kind === 'unauthenticated';
    if (isRefusal)
      this.fail(error as unknown as string, error.getStatus()); // passport hands on whatever it is
    else this.error(error as Error); // ports reject with Errors
  }
}

function callerOf(claims: AccessClaims): Caller {
  const { sub: userId, sid: sessionId, ver: version, step, aal, amr, auth_time: authTime } = claims;
  return { userId, sessionId, aal, amr, authTime, version, step, claims: claims as Caller['claims'] };
}
