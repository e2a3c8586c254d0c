import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { boundsOf } from './figure-query.js';
import type { FigureQuery } from './figure-query.js';

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

/** The sources with most users, at most `$1`. The links are counted from an index alone; without a condition from a smaller one. */
const top = (condition: string): string => `SELECT s.id, s.url, s.name, linked.users AS "userCount"
  FROM (SELECT source_id, count(*)::int AS users FROM user_registration_sources ${condition} GROUP BY source_id) linked
  JOIN registration_sources s ON s.id = linked.source_id AND s.is_active
  ORDER BY linked.users DESC, s.url COLLATE "C" LIMIT $1`;

const IN_PERIOD = 'WHERE created_at >= $2 AND created_at < $3';

@Injectable()
export class SourceFiguresRepository {
  constructor(private readonly transaction: Transaction) {}

  async top(query: FigureQuery): Promise<readonly CountedSource[]> {
    if (query.since === null && query.until === null) return this.transaction.query(top(''), [query.limit]);
    return this.transaction.query(top(IN_PERIOD), [query.limit, ...boundsOf(query)]);
  }

  /** The same sources, day by day; days without anybody are left out. */
  async timeline(query: FigureQuery): Promise<readonly SourceOfDay[]> {
    return this.transaction.query(
      `SELECT to_char(l.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, top.id, top.url, top.name, count(*)::int AS "userCount"
       FROM (${top(IN_PERIOD)}) top JOIN user_registration_sources l ON l.source_id = top.id AND l.created_at >= $2 AND l.created_at < $3
       GROUP BY 1, top.id, top.url, top.name ORDER BY 1, count(*) DESC, top.url COLLATE "C"`,
      [query.limit, ...boundsOf(query)],
    );
  }
}
