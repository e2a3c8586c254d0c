import { Module } from '@nestjs/common';
import { FeedWaiters } from './feed-waiters.service.js';
import { RevocationFeed } from './revocation-feed.service.js';
import { RevocationsRepository } from './revocations.repository.js';

/** What other services are told of sessions and tokens that are over. */
@Module({
  providers: [FeedWaiters, RevocationFeed, RevocationsRepository],
  exports: [RevocationFeed],
})
export class RevocationsModule {}
