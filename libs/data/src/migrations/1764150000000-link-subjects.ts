import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the open links about an address (libs/accounts). */
export class LinkSubjects1764150000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX one_time_links_subject_idx ON one_time_links (subject, purpose)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX one_time_links_subject_idx');
  }
}
