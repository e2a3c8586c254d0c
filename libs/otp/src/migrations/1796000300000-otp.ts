import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Otp1796000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of OTP_CODES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE otp_codes');
  }
}

const OTP_CODES = [
  `CREATE TABLE otp_codes (
    identifier_hash bytea NOT NULL,
    purpose text NOT NULL,
    code_hash bytea NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT otp_codes_pkey PRIMARY KEY (identifier_hash, purpose)
  )`,
  'CREATE INDEX otp_codes_expires_at_idx ON otp_codes (expires_at)',
];
