import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of SMS (libs/notifications). */
export class SmsDeliveries1763900200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sms_deliveries (
        id uuid CONSTRAINT sms_deliveries_pkey PRIMARY KEY,
        recipient text NOT NULL,
        recipient_hash bytea NOT NULL,
        provider text NOT NULL,
        provider_message_id text,
        status text NOT NULL,
        error text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX sms_deliveries_created_at_idx ON sms_deliveries (created_at, id)');
    await runner.query('CREATE INDEX sms_deliveries_recipient_hash_idx ON sms_deliveries (recipient_hash, created_at)');
    await runner.query('CREATE UNIQUE INDEX sms_deliveries_provider_message_id_key ON sms_deliveries (provider_message_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sms_deliveries');
  }
}
