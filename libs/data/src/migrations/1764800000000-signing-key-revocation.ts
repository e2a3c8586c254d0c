import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The right to revoke a signing key: apart from `signing_keys.add`, as it ends the life of every token that the key signed. */
export class SigningKeyRevocation1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("INSERT INTO permissions (codename) VALUES ('signing_keys.delete')");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM permissions WHERE codename = 'signing_keys.delete'");
  }
}
