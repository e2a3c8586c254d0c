import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever is erased leaves the keys they made without a maker: the list still tells of them, and they open nothing. */
export class ApiKeys1796002410000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of API_KEYS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_keys');
  }
}

const API_KEYS = [
  `CREATE TABLE api_keys (
    id uuid CONSTRAINT api_keys_pkey PRIMARY KEY,
    name text NOT NULL,
    secret_hash bytea NOT NULL,
    permissions text[] NOT NULL,
    cidrs text[] NOT NULL,
    is_local boolean NOT NULL,
    maker_id uuid CONSTRAINT api_keys_maker_id_fkey REFERENCES users (id) ON DELETE SET NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
  )`,
  'CREATE INDEX api_keys_maker_id_idx ON api_keys (maker_id)',
];
