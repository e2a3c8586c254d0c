import type { MigrationInterface, QueryRunner } from 'typeorm';

const PERMISSIONS = `'api_keys.view', 'revocations.view', 'webhooks.view', 'webhooks.add', 'webhooks.change', 'webhooks.delete'`;

export class MachinePermissions1796002400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`INSERT INTO permissions (codename) SELECT unnest(ARRAY[${PERMISSIONS}])`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM permissions WHERE codename IN (${PERMISSIONS})`);
  }
}
