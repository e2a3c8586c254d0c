import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who people are besides their accounts, and their pictures (libs/profiles). */
export class Profiles1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...PROFILES, ...AVATARS, ...TIES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE avatars, profiles');
  }
}

/** Everyone who is there already gets one, too. */
const PROFILES = [
  `CREATE TABLE profiles (
    user_id uuid CONSTRAINT profiles_pkey PRIMARY KEY,
    bio text NOT NULL DEFAULT '',
    location text NOT NULL DEFAULT '',
    date_of_birth date,
    language text,
    timezone text,
    settings jsonb NOT NULL DEFAULT '{}',
    updated_at timestamptz NOT NULL,
    CONSTRAINT profiles_settings_check CHECK (jsonb_typeof(settings) = 'object')
  )`,
  'INSERT INTO profiles (user_id, updated_at) SELECT id, date_joined FROM users',
];

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

/** Last, since from here on no other node can sign anybody in until the migration is done: a million users take seconds. */
const TIES = [
  'LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE',
  'DELETE FROM profiles WHERE NOT EXISTS (SELECT FROM users WHERE users.id = profiles.user_id)',
  'ALTER TABLE profiles ADD CONSTRAINT profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE',
  'ALTER TABLE avatars ADD CONSTRAINT avatars_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE',
];
