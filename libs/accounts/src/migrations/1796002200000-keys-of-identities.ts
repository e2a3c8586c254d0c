import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The table of libs/federation knows users by id alone; that an identity ends with its user is said here. */
export class KeysOfIdentities1796002200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE identities ADD CONSTRAINT identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE identities DROP CONSTRAINT identities_user_id_fkey');
  }
}
