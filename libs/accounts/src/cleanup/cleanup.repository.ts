import { deleteInBatches, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

@Injectable()
export class CleanupRepository {
  constructor(private readonly transaction: Transaction) {}

  deletePanelSessions(now: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'admin_sessions', 'expires_at < $1', [now]);
  }

  deleteRegistrations(now: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'registrations', 'expires_at < $1', [now]);
  }

  deleteLinks(now: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'mailed_links', 'expires_at < $1', [now]);
  }

  deleteRevocations(moment: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'revocations', 'at < $1', [moment]);
  }

  /** Those that ended, or would have at the latest, before the moment. */
  async deleteSessions(moment: Date): Promise<number> {
    const ended = await deleteInBatches(this.transaction, 'sessions', 'ended_at < $1', [moment]);
    return ended + (await deleteInBatches(this.transaction, 'sessions', 'absolute_expires_at < $1', [moment]));
  }
}
