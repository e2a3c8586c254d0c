import { Transaction } from '@castellan/data';
import { boundsOf } from '@castellan/sources';
import type { Period } from '@castellan/sources';
import { Injectable } from '@nestjs/common';

export interface VerifiedCount {
  readonly id: string;
  readonly users: number;
  readonly verified: number;
}

export interface LinkedUser {
  readonly sourceId: string;
  readonly userId: string;
  /** When they were linked, to the microsecond, as the database writes it. */
  readonly at: string;
}

/** Reads users and their sources together. */
@Injectable()
export class SourceQualityRepository {
  constructor(private readonly transaction: Transaction) {}

  /** How many came from each of these sources in the period, and how many of them are verified by now. */
  async verified(sourceIds: readonly string[], period: Period): Promise<readonly VerifiedCount[]> {
    return this.transaction.query(
      `SELECT l.source_id AS id, count(*)::int AS users, (count(*) - count(unverified.id))::int AS verified
       FROM user_registration_sources l LEFT JOIN users unverified ON unverified.id = l.user_id AND NOT unverified.is_verified
       WHERE l.created_at >= $1 AND l.created_at < $2 AND l.source_id = ANY ($3::uuid[]) GROUP BY l.source_id`,
      [...boundsOf(period), sourceIds],
    );
  }

  /** Who came after the moment `after`: the first so many, and everybody of the last one's moment. */
  async linkedUsers(sourceIds: readonly string[], period: Period, after: string, count: number): Promise<readonly LinkedUser[]> {
    return this.transaction.query(
      `SELECT source_id AS "sourceId", user_id AS "userId", created_at::text AS at FROM user_registration_sources
       WHERE created_at >= $1 AND created_at < $2 AND created_at > $3::timestamptz AND source_id = ANY ($4::uuid[])
       ORDER BY created_at FETCH FIRST ${count} ROWS WITH TIES`,
      [...boundsOf(period), after, sourceIds],
    );
  }
}
