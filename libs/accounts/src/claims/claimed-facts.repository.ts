import { Transaction } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { PERMISSIONS } from '../users/user-columns.js';
import type { TokenClaimName } from './token-claim-name.js';

/** Each claim of the user `u`. */
const CLAIMS: Readonly<Record<TokenClaimName, string>> = {
  email: 'u.email',
  email_verified: 'u.is_verified',
  name: `nullif(trim(u.first_name || ' ' || u.last_name), '')`,
  groups: `ARRAY(SELECT g.name FROM user_groups ug JOIN groups g ON g.id = ug.group_id WHERE ug.user_id = u.id ORDER BY g.name COLLATE "C")`,
  permissions: PERMISSIONS,
};

/** What the configured claims say of a user. */
export type ClaimedFacts = Readonly<Partial<Record<TokenClaimName, string | boolean | null | readonly string[]>>>;

@Injectable()
export class ClaimedFactsRepository {
  private readonly sql: string;

  constructor(
    private readonly transaction: Transaction,
    @Inject(ACCOUNTS_OPTIONS) { tokenClaims }: AccountsOptions,
  ) {
    const columns = tokenClaims.map((claim) => `${CLAIMS[claim]} AS ${claim}`);
    this.sql = `SELECT ${columns.join(', ')} FROM users u WHERE u.id = $1`;
  }

  /**
   * As of now, not from memory: a token says what was so when its session had its version, or what came later, never what came before.
   * Null when there is no such user.
   */
  async of(userId: string): Promise<ClaimedFacts | null> {
    const [facts] = await this.transaction.query<ClaimedFacts>(this.sql, [userId], { name: 'claims.read' });
    return facts ?? null;
  }
}
