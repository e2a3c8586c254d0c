import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { FigureQuery, Period } from './figure-query.js';

/** A source, and how many users are linked to it. */
export interface CountedSource {
  readonly id: string;
  readonly url: string;
  readonly name: string | null;
  readonly userCount: number;
}

export interface SourceOfDay extends CountedSource {
  /** `YYYY-MM-DD` in UTC. */
  readonly date: string;
}

/** The sources with most users in a period (`$1`, `$2`), at most `$3`. The links are counted from an index alone. */
const TOP = `SELECT s.id, s.url, s.name, linked.users AS "userCount"
  FROM (
    SELECT source_id, count(*)::int AS users FROM user_registration_sources WHERE created_at >= $1 AND created_at < $2 GROUP BY source_id
  ) linked JOIN registration_sources s ON s.id = linked.source_id AND s.is_active
  ORDER BY linked.users DESC, s.url COLLATE "C" LIMIT $3`;

@Injectable()
export class SourceFiguresRepository {
  constructor(private readonly transaction: Transaction) {}

  async top(query: FigureQuery): Promise<readonly CountedSource[]> {
    return this.transaction.query(TOP, [...boundsOf(query), query.limit]);
  }

  /** The same sources, day by day; days without anybody are left out. */
  async timeline(query: FigureQuery): Promise<readonly SourceOfDay[]> {
    return this.transaction.query(
      `SELECT to_char(l.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, top.id, top.url, top.name, count(*)::int AS "userCount"
       FROM (${TOP}) top JOIN user_registration_sources l ON l.source_id = top.id AND l.created_at >= $1 AND l.created_at < $2
       GROUP BY 1, top.id, top.url, top.name ORDER BY 1, count(*) DESC, top.url COLLATE "C"`,
      [...boundsOf(query), query.limit],
    );
  }
}

const boundsOf = ({ since, until }: Period): readonly [Date | string, Date | string] => [since ?? '-infinity', until ?? 'infinity'];
