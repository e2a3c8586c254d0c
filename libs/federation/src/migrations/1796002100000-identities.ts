import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `user_id` is whatever id the users of the host have: a key to their table is the host's to add. */
export class Identities1796002100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of IDENTITIES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE identities');
  }
}

const IDENTITIES = [
  `CREATE TABLE identities (
    id uuid CONSTRAINT identities_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL,
    provider text NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    email text,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz
  )`,
  'CREATE UNIQUE INDEX identities_issuer_subject_key ON identities (issuer, subject)',
  'CREATE INDEX identities_user_id_idx ON identities (user_id)',
];
