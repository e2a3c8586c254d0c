import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { ACCESS_OPTIONS } from '../options.js';
import type { AccessRules } from '../options.js';
import { SessionState } from '../session-state.js';
import { SESSIONS } from '../tokens/access-token.strategy.js';
import { TokenVerifier } from '../tokens/token-verifier.js';
import { AskedPermissions } from './asked-permissions.js';

/** Says at the start, and holds nothing up, that routes ask for permissions which the issuer does not write into its tokens. */
@Injectable()
export class ClaimsNotice implements OnApplicationBootstrap {
  private readonly logger = new Logger(ClaimsNotice.name);

  constructor(
    private readonly asked: AskedPermissions,
    private readonly verifier: TokenVerifier,
    @Inject(ACCESS_OPTIONS) private readonly rules: AccessRules,
    @Inject(SESSIONS) private readonly sessions: SessionState | null,
  ) {}

  onApplicationBootstrap(): void {
    const example = this.sessions && !this.sessions.isByClaims ? null : this.asked.example();
    if (example !== null) void this.tell(example);
  }

  private async tell(example: string): Promise<void> {
    const claims = await this.verifier.claimsOfIssuer().catch(() => null); // whoever was asked has said why
    if (claims === null || claims.includes('permissions')) return;
    this.logger.warn(
      `@RequiresPermission() of ${example} lets nobody in: it reads the claim permissions, which ${this.rules.issuer} does not write. Set TOKEN_CLAIMS=permissions there.`,
    );
  }
}
