import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MailDeliveriesPermission1796001700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`INSERT INTO permissions (codename) VALUES ('mail_deliveries.view')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM permissions WHERE codename = 'mail_deliveries.view'`);
  }
}
