import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Notifications1796000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...DEV_INBOX, ...SMS_DELIVERIES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sms_deliveries, dev_inbox');
  }
}

const DEV_INBOX = [
  `CREATE TABLE dev_inbox (
    id uuid CONSTRAINT dev_inbox_pkey PRIMARY KEY,
    arrival bigserial NOT NULL,
    channel text NOT NULL,
    recipient text NOT NULL,
    subject text,
    text text NOT NULL,
    html text,
    links jsonb NOT NULL,
    code text,
    sent_at timestamptz NOT NULL
  )`,
  'CREATE UNIQUE INDEX dev_inbox_arrival_key ON dev_inbox (arrival)',
];

const SMS_DELIVERIES = [
  `CREATE TABLE sms_deliveries (
    id uuid CONSTRAINT sms_deliveries_pkey PRIMARY KEY,
    recipient text NOT NULL,
    recipient_hash bytea NOT NULL,
    provider text NOT NULL,
    line text NOT NULL DEFAULT 'proven',
    provider_message_id text,
    status text NOT NULL,
    error text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  )`,
  'CREATE INDEX sms_deliveries_created_at_idx ON sms_deliveries (created_at, id)',
  'CREATE INDEX sms_deliveries_recipient_hash_idx ON sms_deliveries (recipient_hash, created_at)',
  'CREATE UNIQUE INDEX sms_deliveries_provider_message_id_key ON sms_deliveries (provider_message_id)',
];
