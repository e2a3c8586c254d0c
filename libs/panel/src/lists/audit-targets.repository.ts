import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Ids of the log are texts, and an index of ids wants ids. */
const UUIDS = "ARRAY(SELECT id::uuid FROM unnest($1::text[]) id WHERE id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')";

/** What rows of the audit log may be about, and what it is called; those that are gone are not among it. */
const NAMED = {
  user: `SELECT id::text, email AS name FROM users WHERE id = ANY (${UUIDS})`,
  profile: `SELECT id::text, email AS name FROM users WHERE id = ANY (${UUIDS})`,
  group: `SELECT id::text, name FROM groups WHERE id = ANY (${UUIDS})`,
  source: `SELECT id::text, url AS name FROM registration_sources WHERE id = ANY (${UUIDS})`,
  // What stands in a query is often a secret of the receiver's.
  webhook: `SELECT id::text, split_part(url, '?', 1) AS name FROM webhook_endpoints WHERE id = ANY (${UUIDS})`,
  api_key: `SELECT id::text, name FROM api_keys WHERE id = ANY (${UUIDS})`,
  signing_key: 'SELECT kid AS id, kid AS name FROM signing_keys WHERE kid = ANY ($1)',
} as const;

export type NamedTarget = keyof typeof NAMED;

@Injectable()
export class AuditTargetsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The name by the id. */
  async of(type: NamedTarget, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.transaction.query<{ id: string; name: string }>(NAMED[type], [ids]);
    return new Map(found.map(({ id, name }) => [id, name]));
  }
}
