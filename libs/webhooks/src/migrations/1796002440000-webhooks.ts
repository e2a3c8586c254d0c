import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Webhooks1796002440000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of WEBHOOKS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_deliveries');
    await runner.query('DROP TABLE webhook_endpoints');
  }
}

const WEBHOOKS = [
  `CREATE TABLE webhook_endpoints (
    id uuid CONSTRAINT webhook_endpoints_pkey PRIMARY KEY,
    url text NOT NULL,
    events text[] NOT NULL,
    description text NOT NULL DEFAULT '',
    is_active boolean NOT NULL DEFAULT true,
    secret text NOT NULL,
    former_secret text,
    former_secret_until timestamptz,
    failing_since timestamptz,
    switched_off_at timestamptz,
    created_at timestamptz NOT NULL
  )`,
  `CREATE TABLE webhook_deliveries (
    id uuid CONSTRAINT webhook_deliveries_pkey PRIMARY KEY,
    message_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    event text NOT NULL,
    user_id uuid,
    body text,
    state text NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    status integer,
    error text,
    duration_ms integer,
    created_at timestamptz NOT NULL,
    last_tried_at timestamptz,
    next_try_at timestamptz
  )`,
  'CREATE INDEX webhook_deliveries_created_at_idx ON webhook_deliveries (created_at, id)',
  'CREATE INDEX webhook_deliveries_endpoint_id_idx ON webhook_deliveries (endpoint_id, created_at, id)',
  'CREATE UNIQUE INDEX webhook_deliveries_message_key ON webhook_deliveries (message_id, endpoint_id)',
  'CREATE INDEX webhook_deliveries_user_id_idx ON webhook_deliveries (user_id) WHERE user_id IS NOT NULL',
  'CREATE INDEX webhook_deliveries_body_idx ON webhook_deliveries (created_at) WHERE body IS NOT NULL',
];
