import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ways operators look through the history (libs/log); docs/operations/events-and-monitoring.md says why these. */
export class AuthEventsWhole1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX auth_events_ip_created_at_idx ON auth_events (ip, created_at)');
    await runner.query('CREATE INDEX auth_events_event_status_created_at_idx ON auth_events (event, status, created_at)');
    await runner.query(`CREATE INDEX auth_events_failure_created_at_idx ON auth_events (created_at) WHERE status = 'failure'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX auth_events_failure_created_at_idx, auth_events_event_status_created_at_idx, auth_events_ip_created_at_idx',
    );
  }
}
