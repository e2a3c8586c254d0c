import { Clock } from '@castellan/common';
import { Jobs } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { AccountErasure } from '../closing/account-erasure.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { CleanupRepository } from './cleanup.repository.js';

/** A token of an ended session is told why it ended for that long (contract §2). */
const ENDED_SESSIONS_KEPT_MS = 30 * 24 * 3_600_000;

/** What a clean-up took away, in rows by table. */
export type CleanupReport = Readonly<
  Record<'users' | 'sessions' | 'email_verification_tokens' | 'password_reset_tokens' | 'one_time_links' | 'auth_events', number>
>;

/** Takes away what has had its time: every night, and by the command line. Short statements over indexes, so that nobody waits for it. */
@Injectable()
export class Cleanup implements OnModuleInit {
  constructor(
    private readonly repository: CleanupRepository,
    private readonly erasure: AccountErasure,
    private readonly events: AuthEvents,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule('cleanup', '41 3 * * *', async () => {
      await this.run();
    });
  }

  async run(): Promise<CleanupReport> {
    const now = this.clock.now();
    return {
      users: await this.erasure.eraseDue(),
      sessions: await this.repository.deleteSessions(this.clock.in(-ENDED_SESSIONS_KEPT_MS)),
      email_verification_tokens: await this.repository.deleteVerificationTokens(now),
      password_reset_tokens: await this.repository.deleteResetTokens(now),
      one_time_links: await this.repository.deleteLinks(now),
      auth_events: await this.events.deleteBefore(this.clock.in(-this.options.eventsRetentionMs)),
    };
  }
}
