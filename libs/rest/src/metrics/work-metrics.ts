import { TokenVerifier } from '@castellan/access';
import { LiveSessions, PasswordHasher, RevocationFeed } from '@castellan/accounts';
import type { CacheUse } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { Injectable, Optional } from '@nestjs/common';
import { Registry } from 'prom-client';
import { by, readAtScrape, readHistograms, type Reading, type ReadMetric } from './read-at-scrape.js';

/** What this process works on: hashes, messages, and what its caches save it. */
@Injectable()
export class WorkMetrics {
  constructor(
    registry: Registry,
    private readonly hasher: PasswordHasher,
    private readonly sessions: LiveSessions,
    private readonly notifications: Notifications,
    private readonly feed: RevocationFeed,
    /** A process that serves no API accepts no tokens. */
    @Optional() private readonly tokens?: TokenVerifier,
  ) {
    readAtScrape(registry, [this.followers(), ...this.hashing(), ...this.messages(), ...this.caches()]);
    readHistograms(registry, [
      {
        name: 'castellan_hash_wait_seconds',
        help: 'How long hashes of passwords waited for a thread.',
        read: () => [[{}, hasher.load.wait]],
      },
      { name: 'castellan_hash_duration_seconds', help: 'How long a thread worked on one.', read: () => [[{}, hasher.load.work]] },
    ]);
  }

  private followers(): ReadMetric {
    const { feed } = this;
    return {
      type: 'gauge',
      name: 'castellan_revocation_followers',
      help: 'Services that wait for the next revocation at this process.',
      read: () => feed.waiting,
    };
  }

  private hashing(): readonly ReadMetric[] {
    const { hasher } = this;
    return [
      {
        type: 'gauge',
        name: 'castellan_hash_queue_length',
        help: 'Hashes that wait for a thread.',
        read: () => hasher.load.waiting,
      },
      {
        type: 'counter',
        name: 'castellan_hash_refused_total',
        help: 'Hashes refused with 503, because the queue was full.',
        read: () => hasher.load.refused,
      },
    ];
  }

  private messages(): readonly ReadMetric[] {
    const { notifications } = this;
    return [
      {
        type: 'counter',
        name: 'castellan_mails_total',
        help: 'What became of mails, or of one try to send one.',
        labelNames: ['outcome'],
        read: () => by('outcome', notifications.mailCounts()),
      },
      {
        type: 'counter',
        name: 'castellan_sms_total',
        help: 'What became of SMS, or of one try to send one.',
        labelNames: ['outcome'],
        read: () => by('outcome', notifications.smsCounts()),
      },
    ];
  }

  private caches(): readonly ReadMetric[] {
    return [
      {
        type: 'counter',
        name: 'castellan_cache_requests_total',
        help: 'Questions that a cache answered (hit), and that it did not.',
        labelNames: ['cache', 'result'],
        read: () =>
          this.uses().flatMap(([cache, { hits, misses }]): readonly Reading[] => [
            [{ cache, result: 'hit' }, hits],
            [{ cache, result: 'miss' }, misses],
          ]),
      },
      {
        type: 'gauge',
        name: 'castellan_cache_entries',
        help: 'What a cache remembers.',
        labelNames: ['cache'],
        read: () => this.uses().map(([cache, { entries }]) => [{ cache }, entries]),
      },
    ];
  }

  private uses(): readonly (readonly [cache: string, use: CacheUse])[] {
    const { sessions, users } = this.sessions.use;
    return [['sessions', sessions], ['users', users], ...(this.tokens ? [['tokens', this.tokens.use] as const] : [])];
  }
}
