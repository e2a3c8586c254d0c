import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of libs/passkeys know users by id alone; that a passkey ends with its user is said here. */
const OF_USERS = ['passkeys', 'passkey_users'];

export class KeysOfPasskeys1796002000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of OF_USERS) {
      await runner.query(
        `ALTER TABLE ${table} ADD CONSTRAINT ${table}_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of OF_USERS) await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_user_id_fkey`);
  }
}
