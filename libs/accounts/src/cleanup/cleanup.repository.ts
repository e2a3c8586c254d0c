import { deleteInBatches, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

@Injectable()
export class CleanupRepository {
  constructor(private readonly transaction: Transaction) {}

  deleteVerificationTokens(now: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'email_verification_tokens', 'expires_at < $1', [now]);
  }

  deleteResetTokens(now: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'password_reset_tokens', 'expires_at < $1', [now]);
  }

  deletePanelSessions(now: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'admin_sessions', 'expires_at < $1', [now]);
  }

  deleteLinks(now: Date): Promise<number> {
    return deleteInBatches(this.transaction, 'one_time_links', 'expires_at < $1', [now]);
  }

  /** Those that ended, or would have at the latest, before the moment. */
  async deleteSessions(moment: Date): Promise<number> {
    const ended = await deleteInBatches(this.transaction, 'sessions', 'ended_at < $1', [moment]);
    return ended + (await deleteInBatches(this.transaction, 'sessions', 'absolute_expires_at < $1', [moment]));
  }
}
