import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Sources1796000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SOURCES, ...OF_USERS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
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
const OF_USERS = [
  `CREATE TABLE user_registration_sources (
    user_id uuid NOT NULL,
    source_id uuid NOT NULL CONSTRAINT user_registration_sources_source_id_fkey REFERENCES registration_sources (id) ON DELETE CASCADE,
    first_registration boolean NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT user_registration_sources_pkey PRIMARY KEY (user_id, source_id)
  )`,
  'CREATE INDEX user_registration_sources_created_at_idx ON user_registration_sources (created_at, source_id)',
  'CREATE INDEX user_registration_sources_source_id_idx ON user_registration_sources (source_id)',
  'CREATE UNIQUE INDEX user_registration_sources_first_key ON user_registration_sources (user_id) WHERE first_registration',
];
