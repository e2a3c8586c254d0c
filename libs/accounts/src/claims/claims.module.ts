import { Module } from '@nestjs/common';
import { CarriedSessionsRepository } from './carried-sessions.repository.js';
import { ClaimChanges } from './claim-changes.service.js';
import { ClaimedFactsRepository } from './claimed-facts.repository.js';
import { TokenClaimsOfHost } from './token-claims-of-host.service.js';
import { WrittenClaims } from './written-claims.service.js';

/** What access tokens say to other services, and what follows when it changes. */
@Module({
  providers: [CarriedSessionsRepository, ClaimChanges, ClaimedFactsRepository, TokenClaimsOfHost, WrittenClaims],
  exports: [ClaimChanges, WrittenClaims],
})
export class ClaimsModule {}
