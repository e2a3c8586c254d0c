import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The development inbox (libs/notifications). */
export class DevInbox1763700200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dev_inbox (
        id uuid PRIMARY KEY,
        arrival bigserial NOT NULL,
        channel text NOT NULL,
        recipient text NOT NULL,
        subject text,
        text text NOT NULL,
        html text,
        links jsonb NOT NULL,
        code text,
        sent_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE UNIQUE INDEX dev_inbox_arrival_key ON dev_inbox (arrival)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dev_inbox');
  }
}
