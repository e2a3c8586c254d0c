import { Clock } from '@castellan/common';
import { Jobs } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { AccountErasure } from '../closing/account-erasure.service.js';
import { UnprovenErasure } from '../registration/unproven-erasure.service.js';
import { RegistrationSources } from '@castellan/sources';
import { REVOCATIONS_KEPT_MS } from '../revocations/revocation.types.js';
import { CleanupRepository } from './cleanup.repository.js';
import { NeighbourCleanup } from './neighbour-cleanup.service.js';
import type { NeighbourReport } from './neighbour-cleanup.service.js';

/** A token of an ended session is told why it ended for that long (docs/reference/contract.md#sessions). */
const ENDED_SESSIONS_KEPT_MS = 30 * 24 * 3_600_000;

/** What a clean-up took away, in rows by table. */
export type CleanupReport = NeighbourReport &
  Readonly<
    Record<'users' | 'sessions' | 'revocations' | 'admin_sessions' | 'registrations' | 'mailed_links' | 'registration_sources', number>
  >;

/** Takes away what has had its time: every night, and by the command line. Short statements over indexes, so that nobody waits for it. */
@Injectable()
export class Cleanup implements OnModuleInit {
  constructor(
    private readonly repository: CleanupRepository,
    private readonly erasure: AccountErasure,
    private readonly unproven: UnprovenErasure,
    private readonly sources: RegistrationSources,
    private readonly neighbours: NeighbourCleanup,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule('cleanup', '41 3 * * *', async () => {
      await this.run();
    });
  }

  /** Deletes all that is over now; a job calls it every night. Gives how many rows of each kind went. */
  async run(): Promise<CleanupReport> {
    const now = this.clock.now();
    return {
      users: (await this.erasure.eraseDue()) + (await this.unproven.eraseDue()),
      sessions: await this.repository.deleteSessions(this.clock.in(-ENDED_SESSIONS_KEPT_MS)),
      revocations: await this.repository.deleteRevocations(this.clock.in(-REVOCATIONS_KEPT_MS)),
      admin_sessions: await this.repository.deletePanelSessions(now),
      registrations: await this.repository.deleteRegistrations(now),
      mailed_links: await this.repository.deleteLinks(now),
      registration_sources: await this.sources.deleteUnused(),
      ...(await this.neighbours.run(now)),
    };
  }
}
