import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was brought along from another system, by their key there. */
export class ImportedUsers1796002500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE imported_users (
      source text NOT NULL,
      external_id text NOT NULL,
      user_id uuid,
      written jsonb NOT NULL DEFAULT '{}',
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      CONSTRAINT imported_users_pkey PRIMARY KEY (source, external_id),
      CONSTRAINT imported_users_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL
    )`);
    await runner.query('CREATE INDEX imported_users_user_id_idx ON imported_users (user_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE imported_users');
  }
}
