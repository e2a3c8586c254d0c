import { TokenIssuer } from '@castellan/access';
import { Inject, Injectable } from '@nestjs/common';
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
    @Inject(ACCOUNTS_OPTIONS) options: AccountsOptions,
  ) {
    this.refresh = new RefreshTokens(options.secretKeys);
  }

  of(session: SessionForTokens, seed: Buffer): SessionTokens {
    const access = this.issuer.issue({ ...session, sessionId: session.id });
    return {
      access: access.token,
      accessExpiresAt: access.expiresAt,
      refresh: this.refresh.compute(session.id, session.generation, seed),
      refreshExpiresAt: session.expiresAt,
    };
  }
}
