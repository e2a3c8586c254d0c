import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { WebhookEndpoint } from './webhook-endpoint.js';

const COLUMNS = `id, url, events, description, is_active AS "isActive", failing_since AS "failingSince",
  switched_off_at AS "switchedOffAt", former_secret_until AS "formerSecretUntil", created_at AS "createdAt"`;
/** Any number nobody else uses in this database; the same in every version of Castellan. */
const COUNT_LOCK = 7_204_110_019;

/** What an endpoint wants to be told. */
export interface Subscription {
  readonly id: string;
  readonly events: readonly string[];
}

/** `off`: by an operator; `switched_off`: by us, as nothing but failures came back. @internal */
export type WebhookEndpointCounts = Readonly<Record<'on' | 'off' | 'switched_off', number>>;

/** An endpoint that was switched off just now. */
export type NamedEndpoint = Pick<WebhookEndpoint, 'id' | 'url' | 'description'>;

/** One that failed for long. */
export interface FailingEndpoint extends NamedEndpoint {
  readonly failingSince: Date;
}

type Settings = Pick<WebhookEndpoint, 'url' | 'events' | 'description' | 'isActive'>;

@Injectable()
export class WebhookEndpointsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Until the end of the transaction nobody else counts. */
  async count(): Promise<number> {
    await this.transaction.hold(COUNT_LOCK);
    const [row] = await this.transaction.query<{ count: number }>('SELECT count(*)::int AS count FROM webhook_endpoints');
    return row?.count ?? 0;
  }

  async countByState(): Promise<WebhookEndpointCounts> {
    const [counts] = await this.transaction.query<WebhookEndpointCounts>(
      `SELECT count(*) FILTER (WHERE is_active)::int AS "on", count(*) FILTER (WHERE NOT is_active AND switched_off_at IS NULL)::int AS off,
         count(*) FILTER (WHERE NOT is_active AND switched_off_at IS NOT NULL)::int AS switched_off
       FROM webhook_endpoints`,
    );
    return counts!; // an aggregate has one row
  }

  /** @param secret sealed */
  async insert({ id, url, events, description }: Pick<WebhookEndpoint, 'id'> & Omit<Settings, 'isActive'>, secret: string, now: Date) {
    const [made] = await this.transaction.query<WebhookEndpoint>(
      `INSERT INTO webhook_endpoints (id, url, events, description, secret, created_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
      [id, url, events, description, secret, now],
    );
    return made!; // without a row it would have thrown
  }

  async url(id: string): Promise<string | null> {
    const [endpoint] = await this.transaction.query<{ url: string }>('SELECT url FROM webhook_endpoints WHERE id = $1', [id]);
    return endpoint?.url ?? null;
  }

  async lock(id: string): Promise<WebhookEndpoint | null> {
    const [endpoint] = await this.transaction.query<WebhookEndpoint>(
      `SELECT ${COLUMNS} FROM webhook_endpoints WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return endpoint ?? null;
  }

  /** Who switches it on, or sends it elsewhere, gives it three days anew. */
  async update(id: string, { url, events, description, isActive }: Settings): Promise<WebhookEndpoint> {
    const [changed] = await this.transaction.query<WebhookEndpoint>(
      `UPDATE webhook_endpoints SET url = $2, events = $3, description = $4, is_active = $5,
         failing_since = CASE WHEN url = $2 AND is_active = $5 THEN failing_since END,
         switched_off_at = CASE WHEN NOT $5 THEN switched_off_at END
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [id, url, events, description, isActive],
    );
    return changed!; // it is locked
  }

  /** The secret so far signs too, until then. @param secret sealed */
  async rotate(id: string, secret: string, formerUntil: Date): Promise<void> {
    await this.transaction.query(
      'UPDATE webhook_endpoints SET former_secret = secret, former_secret_until = $3, secret = $2 WHERE id = $1',
      [id, secret, formerUntil],
    );
  }

  /** Of those that are switched on. */
  subscriptions(): Promise<readonly Subscription[]> {
    return this.transaction.query<Subscription>('SELECT id, events FROM webhook_endpoints WHERE is_active ORDER BY created_at, id');
  }

  async noteSuccess(id: string): Promise<void> {
    await this.transaction.query('UPDATE webhook_endpoints SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL', [id]);
  }

  /** The first after a success, or after `quietSince` without a try: what failed before that says nothing of now. */
  async noteFailure(id: string, quietSince: Date, now: Date): Promise<void> {
    await this.transaction.query(
      `UPDATE webhook_endpoints SET failing_since = $3
       WHERE id = $1 AND (failing_since IS NULL OR (failing_since < $2 AND NOT EXISTS (
         SELECT 1 FROM webhook_deliveries d
         WHERE d.endpoint_id = webhook_endpoints.id AND d.created_at >= $2::timestamptz - interval '2 days' AND d.last_tried_at >= $2)))`,
      [id, quietSince, now],
    );
  }

  /** Null unless it has failed since then and was on. */
  async switchOff(id: string, failingSince: Date, now: Date): Promise<FailingEndpoint | null> {
    const [endpoint] = await this.transaction.query<FailingEndpoint>(
      `UPDATE webhook_endpoints SET is_active = false, switched_off_at = $3 WHERE id = $1 AND is_active AND failing_since <= $2
       RETURNING id, url, description, failing_since AS "failingSince"`,
      [id, failingSince, now],
    );
    return endpoint ?? null;
  }

  /** Those of them that were on. */
  switchOffAll(ids: readonly string[], now: Date): Promise<readonly NamedEndpoint[]> {
    return this.transaction.query<NamedEndpoint>(
      `UPDATE webhook_endpoints SET is_active = false, switched_off_at = $2 WHERE id = ANY ($1::uuid[]) AND is_active
       RETURNING id, url, description`,
      [ids, now],
    );
  }

  /** All that waits for one that is being switched off: switched on again, it is told nothing old. */
  async dropWaiting(id: string): Promise<void> {
    await this.transaction.query(
      `UPDATE webhook_deliveries SET state = 'dropped', next_try_at = NULL, error = coalesce(error, 'its endpoint is switched off')
       WHERE endpoint_id = $1 AND state = 'waiting'`,
      [id],
    );
  }

  /** With all that it was told. */
  async delete(id: string): Promise<void> {
    await this.transaction.query('DELETE FROM webhook_deliveries WHERE endpoint_id = $1', [id]);
    await this.transaction.query('DELETE FROM webhook_endpoints WHERE id = $1', [id]);
  }
}
