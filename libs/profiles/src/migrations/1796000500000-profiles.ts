import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `user_id` is whatever id the users of the host have: a key to their table is the host's to add. */
export class Profiles1796000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [PROFILES, ...AVATARS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE avatars, profiles');
  }
}

const PROFILES = `CREATE TABLE profiles (
  user_id uuid CONSTRAINT profiles_pkey PRIMARY KEY,
  bio text NOT NULL DEFAULT '',
  location text NOT NULL DEFAULT '',
  date_of_birth date,
  language text,
  timezone text,
  settings jsonb NOT NULL DEFAULT '{}',
  updated_at timestamptz NOT NULL,
  CONSTRAINT profiles_settings_check CHECK (jsonb_typeof(settings) = 'object')
)`;

/** WebP does not shrink any further, so PostgreSQL is told not to try. */
const AVATARS = [
  `CREATE TABLE avatars (
    id text CONSTRAINT avatars_pkey PRIMARY KEY,
    user_id uuid NOT NULL,
    image bytea NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  'ALTER TABLE avatars ALTER COLUMN image SET STORAGE EXTERNAL',
  'CREATE UNIQUE INDEX avatars_user_id_key ON avatars (user_id)',
];
