import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where users come from (libs/accounts). */
export class RegistrationSources1763900300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SOURCES, ...LINKS, UNVERIFIED, PERMISSIONS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX users_unverified_idx');
    await runner.query("DELETE FROM permissions WHERE codename = 'sources.view'");
    await runner.query('DROP TABLE user_registration_sources, registration_sources');
  }
}

const SOURCES = [
  `CREATE TABLE registration_sources (
    id uuid CONSTRAINT registration_sources_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    url text NOT NULL,
    name text,
    description text NOT NULL DEFAULT '',
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL
  )`,
  'CREATE UNIQUE INDEX registration_sources_url_key ON registration_sources (url)',
];

/** Figures of a time, and of all times, are counted from an index alone; the second one is small, its values being few. */
const LINKS = [
  `CREATE TABLE user_registration_sources (
    user_id uuid NOT NULL CONSTRAINT user_registration_sources_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    source_id uuid NOT NULL CONSTRAINT user_registration_sources_source_id_fkey REFERENCES registration_sources (id) ON DELETE CASCADE,
    first_registration boolean NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT user_registration_sources_pkey PRIMARY KEY (user_id, source_id)
  )`,
  'CREATE INDEX user_registration_sources_created_at_idx ON user_registration_sources (created_at, source_id)',
  'CREATE INDEX user_registration_sources_source_id_idx ON user_registration_sources (source_id)',
  'CREATE UNIQUE INDEX user_registration_sources_first_key ON user_registration_sources (user_id) WHERE first_registration',
];

/** Few in most installations: counting the verified is counting all but these. */
const UNVERIFIED = 'CREATE INDEX users_unverified_idx ON users (id) WHERE NOT is_verified';

const PERMISSIONS = "INSERT INTO permissions (codename) VALUES ('sources.view')";
