import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MailDeliveries1796001600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of MAIL_DELIVERIES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mail_deliveries');
  }
}

const MAIL_DELIVERIES = [
  `CREATE TABLE mail_deliveries (
    id uuid CONSTRAINT mail_deliveries_pkey PRIMARY KEY,
    kind text NOT NULL,
    recipient text,
    recipient_hash text,
    user_id uuid,
    state text NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    answer text,
    created_at timestamptz NOT NULL,
    sent_at timestamptz
  )`,
  'CREATE INDEX mail_deliveries_created_at_idx ON mail_deliveries (created_at, id)',
  'CREATE INDEX mail_deliveries_recipient_hash_idx ON mail_deliveries (recipient_hash, created_at)',
  'CREATE INDEX mail_deliveries_user_id_idx ON mail_deliveries (user_id) WHERE user_id IS NOT NULL',
];
