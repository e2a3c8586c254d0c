import type { MigrationInterface, QueryRunner } from 'typeorm';

/** SMS to new numbers and to proven ones stop apart (libs/notifications). The default is for a version before, which runs beside. */
export class SmsLines1765100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE sms_deliveries ADD COLUMN line text NOT NULL DEFAULT 'proven'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sms_deliveries DROP COLUMN line');
  }
}
