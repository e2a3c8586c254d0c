import { Clock, equalInConstantTime } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { AuditChain } from './audit-chain.js';
import type { AuditHead, AuditRow } from './audit-entry.js';
import { AuditLogRepository } from './audit-log.repository.js';
import { AUDIT_OPTIONS } from './audit.options.js';
import type { AuditOptions } from './audit.options.js';

const BATCH = 500;

/** Where the log ended at a moment, for a place where whoever has the database cannot reach it. */
export interface AuditCheckpoint {
  readonly seq: number;
  /** Hexadecimal. Null of an empty log. */
  readonly mac: string | null;
  readonly at: string;
}

/**
 * What the first row is that does not hold, and why. `altered`: not as it was signed, be it changed, inserted, or moved. `missing`: it
 * was there. `unknown_key`: signed with a secret that is not configured. `head`: behind it the note of where the log ends is wrong.
 * `checkpoint`: it is not the row that the checkpoint saw, so all up to it were written anew.
 */
export interface AuditFault {
  readonly seq: number;
  readonly problem: 'altered' | 'missing' | 'unknown_key' | 'head' | 'checkpoint';
}

/** What `AuditVerification` found. */
export interface AuditVerdict {
  /** How many rows hold, from the first on. */
  readonly rows: number;
  /** Null when all do. */
  readonly fault: AuditFault | null;
}

interface Walk {
  readonly rows: number;
  readonly mac: Buffer;
  readonly fault: AuditFault | null;
}

/** Goes through the whole audit log, beside those who append to it. */
@Injectable()
export class AuditVerification {
  private readonly chain: AuditChain;

  constructor(
    private readonly repository: AuditLogRepository,
    private readonly clock: Clock,
    @Inject(AUDIT_OPTIONS) { secretKeys }: AuditOptions,
  ) {
    this.chain = new AuditChain(secretKeys);
  }

  /** Up to where the log says that it ends, and, with a checkpoint, at least up to that. */
  async verify(checkpoint: AuditCheckpoint | null = null): Promise<AuditVerdict> {
    let walk: Walk = { rows: 0, mac: this.chain.genesis, fault: null };
    for (;;) {
      const head = await this.repository.head();
      const seen = walk.rows;
      walk = await this.toTheEnd(walk, checkpoint);
      const { rows, fault } = walk;
      if (fault) return { rows, fault };
      const isAppendedTo = head !== null && rows > head.seq && rows > seen; // since the head was read
      if (!isAppendedTo) return { rows, fault: this.faultAtEnd(walk, head, checkpoint) };
    }
  }

  /** Null when the end of the log is not what it says: then there is nothing to hold on to. */
  async checkpoint(): Promise<AuditCheckpoint | null> {
    const head = await this.repository.head();
    if (!head || !this.chain.isGenuine(head)) return null;
    const [last] = head.mac ? await this.repository.after(head.seq - 1, 1) : [];
    if (head.mac && !(last && last.seq === head.seq && equalInConstantTime(last.mac, head.mac))) return null;
    return { seq: head.seq, mac: head.mac?.toString('hex') ?? null, at: this.clock.now().toISOString() };
  }

  private async toTheEnd(from: Walk, checkpoint: AuditCheckpoint | null): Promise<Walk> {
    let walk = from;
    for (;;) {
      const batch = await this.repository.after(walk.rows === 0 ? null : walk.rows, BATCH);
      for (const row of batch) {
        const problem = this.problemOf(row, walk, checkpoint);
        if (problem) return { ...walk, fault: problem };
        walk = { rows: row.seq, mac: row.mac, fault: null };
      }
      if (batch.length < BATCH) return walk;
    }
  }

  private problemOf(row: AuditRow, { rows, mac }: Walk, checkpoint: AuditCheckpoint | null): AuditFault | null {
    const seq = rows + 1;
    if (row.seq > seq) return { seq, problem: 'missing' };
    if (row.seq < seq) return { seq: row.seq, problem: 'altered' };
    const verdict = this.chain.check(row, mac);
    if (verdict !== 'right') return { seq, problem: verdict === 'wrong' ? 'altered' : verdict };
    return checkpoint?.seq === seq && checkpoint.mac !== row.mac.toString('hex') ? { seq, problem: 'checkpoint' } : null;
  }

  private faultAtEnd({ rows, mac }: Walk, head: AuditHead | null, checkpoint: AuditCheckpoint | null): AuditFault | null {
    if (Math.max(head?.seq ?? 0, checkpoint?.seq ?? 0) > rows) return { seq: rows + 1, problem: 'missing' };
    const isRight = head?.seq === rows && this.chain.isGenuine(head) && equalInConstantTime(head.mac ?? this.chain.genesis, mac);
    return isRight ? null : { seq: rows, problem: 'head' };
  }
}
