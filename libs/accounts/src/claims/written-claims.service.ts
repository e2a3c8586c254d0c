import { TokenClaims } from '@castellan/access';
import type { ClaimsSubject, ExtraClaims, Transport } from '@castellan/access';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { ClaimedFactsRepository } from './claimed-facts.repository.js';
import { fittingClaims } from './fitting-claims.js';
import { TokenClaimsOfHost } from './token-claims-of-host.service.js';

const NONE: ExtraClaims = {};

/** What access tokens say besides who their holder is: what `TOKEN_CLAIMS` names, and what the host adds. */
@Injectable()
export class WrittenClaims implements OnModuleInit {
  private readonly logger = new Logger(WrittenClaims.name);

  constructor(
    private readonly facts: ClaimedFactsRepository,
    private readonly host: TokenClaimsOfHost,
    @Inject(TokenClaims) private readonly port: TokenClaims | null,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: Pick<AccountsOptions, 'tokenClaims'>,
  ) {}

  onModuleInit(): void {
    const { tokenClaims } = this.options;
    if (this.port === null || tokenClaims.length === 0) return;
    this.logger.log(`Tokens say ${tokenClaims.join(', ')} by TOKEN_CLAIMS: what TokenClaims of the host says by these names is left out.`);
  }

  /** The names of ours, for whoever reads tokens; null where the host adds some that it does not tell before. */
  get names(): readonly string[] | null {
    return this.port === null ? this.options.tokenClaims : null;
  }

  /** Null where tokens say nothing more: then there is nothing to wait for. */
  of(subject: ClaimsSubject, transport: Transport): Promise<ExtraClaims> | null {
    const host = this.host.of(subject);
    return this.options.tokenClaims.length === 0 ? host : this.together(subject, transport, host);
  }

  private async together({ userId }: ClaimsSubject, transport: Transport, host: Promise<ExtraClaims> | null): Promise<ExtraClaims> {
    const facts = Object.entries((await this.facts.of(userId)) ?? NONE).filter(([, value]) => value !== null);
    return fittingClaims((await host) ?? NONE, Object.fromEntries(facts), transport);
  }
}
