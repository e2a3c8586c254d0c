import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** How much there is of a user in the tables of this lib. */
export interface OwnBelongings {
  /** Live and ended ones. */
  readonly sessions: number;
  readonly liveSessions: number;
  readonly devices: number;
  readonly groups: number;
  readonly permissions: number;
  readonly sources: number;
  /** That they made: they stay, and open nothing once their maker is erased. */
  readonly apiKeys: number;
  /** Neither revoked nor past their time. */
  readonly liveApiKeys: number;
  readonly hasPhone: boolean;
}

const count = (table: string, condition = 'true', owner = 'user_id'): string =>
  `(SELECT count(*)::int FROM ${table} WHERE ${owner} = u.id AND ${condition})`;
const LIVE_KEY = 'revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)';

@Injectable()
export class UserBelongingsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Null for nobody. */
  async of(userId: string, now: Date): Promise<OwnBelongings | null> {
    const [counts] = await this.transaction.query<OwnBelongings>(
      `SELECT ${count('sessions')} AS sessions, ${count('sessions', 'ended_at IS NULL AND expires_at > $2')} AS "liveSessions",
         ${count('devices')} AS devices, ${count('user_groups')} AS groups, ${count('user_permissions')} AS permissions,
         ${count('user_registration_sources')} AS sources, ${count('api_keys', 'true', 'maker_id')} AS "apiKeys",
         ${count('api_keys', LIVE_KEY, 'maker_id')} AS "liveApiKeys", u.phone IS NOT NULL AS "hasPhone"
       FROM users u WHERE u.id = $1`,
      [userId, now],
    );
    return counts ?? null;
  }
}
