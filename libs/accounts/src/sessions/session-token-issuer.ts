import { TokenIssuer } from '@castellan/access';
import type { ExtraClaims } from '@castellan/access';
import { Inject, Injectable } from '@nestjs/common';
import { WrittenClaims } from '../claims/written-claims.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { RefreshTokens } from './refresh-token.js';
import type { SessionTokens } from './session.types.js';
import type { SessionForTokens } from './sessions.repository.js';

/** Both tokens of a session at its present generation. */
@Injectable()
export class SessionTokenIssuer {
  readonly refresh: RefreshTokens;

  constructor(
    private readonly issuer: TokenIssuer,
    private readonly claims: WrittenClaims,
    @Inject(ACCOUNTS_OPTIONS) options: AccountsOptions,
  ) {
    this.refresh = new RefreshTokens(options.secretKeys);
  }

  /** A promise only where tokens claim something: most refreshes wait for nothing here. */
  of(session: SessionForTokens, seed: Buffer): SessionTokens | Promise<SessionTokens> {
    const claims = this.claims.of({ ...session, sessionId: session.id }, session.transport);
    return claims === null ? this.signed(session, seed) : claims.then((extra) => this.signed(session, seed, extra));
  }

  private signed(session: SessionForTokens, seed: Buffer, extra?: ExtraClaims): SessionTokens {
    const access = this.issuer.issue({ ...session, sessionId: session.id }, extra);
    return {
      access: access.token,
      accessExpiresAt: access.expiresAt,
      refresh: this.refresh.compute(session.id, session.generation, seed),
      refreshExpiresAt: session.expiresAt,
    };
  }
}
