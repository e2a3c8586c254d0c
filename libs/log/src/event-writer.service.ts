import { isStoreAway } from '@castellan/data';
import { Injectable, Logger } from '@nestjs/common';
import type { AuthEventRow } from './auth-event-row.js';
import { AuthEventsRepository } from './auth-events.repository.js';

/** Writes batches of events, and tells the log when that begins to fail and when it works again, once each. */
@Injectable()
export class EventWriter {
  private readonly logger = new Logger(EventWriter.name);
  private isAway = false;

  constructor(private readonly repository: AuthEventsRepository) {}

  /** Rejects when the database is away: nothing was written, and it is worth another try. */
  async write(batch: readonly AuthEventRow[]): Promise<void> {
    try {
      await this.repository.insert(batch);
      this.works();
    } catch (error) {
      if (!isRefused(error)) throw this.failed(error);
      await this.writeOneByOne(batch);
    }
  }

  /** One event that the database refuses must not keep the others out for ever. */
  private async writeOneByOne(batch: readonly AuthEventRow[]): Promise<void> {
    for (const row of batch) {
      try {
        await this.repository.insert([row]);
      } catch (error) {
        if (isStoreAway(error)) throw this.failed(error);
        this.logger.error(`An event ${row.event} was refused by the database and is lost: ${codeOf(error)}`);
      }
    }
  }

  private failed(error: unknown): unknown {
    if (!this.isAway) this.logger.error(`Events cannot be written and wait: ${codeOf(error)}`);
    this.isAway = true;
    return error;
  }

  private works(): void {
    if (this.isAway) this.logger.log('Events are written again.');
    this.isAway = false;
  }
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint): the same statement would fail for ever. */
function isRefused(error: unknown): boolean {
  return /^2[23]/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.message : 'unknown';
}
