import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a password was chosen here, for users who were brought along with one. */
export class PasswordSetAt1796002510000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE users ADD COLUMN password_set_at timestamptz');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE users DROP COLUMN password_set_at');
  }
}
