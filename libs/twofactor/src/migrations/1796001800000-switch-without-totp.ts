import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two-step sign-in may be on without an authenticator (docs/decisions/0206-the-switch-is-not-the-authenticator.md). */
export class SwitchWithoutTotp1796001800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE two_factor ADD COLUMN totp_enabled_at timestamptz, DROP CONSTRAINT two_factor_enabled_check,
      ADD CONSTRAINT two_factor_enabled_check CHECK (secret IS NULL OR enabled_at IS NOT NULL)`);
  }

  /** Whoever has no authenticator is off then: the older version knows nothing else that could be asked for. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM two_factor WHERE secret IS NULL AND enabled_at IS NOT NULL');
    await runner.query(`ALTER TABLE two_factor DROP COLUMN totp_enabled_at, DROP CONSTRAINT two_factor_enabled_check,
      ADD CONSTRAINT two_factor_enabled_check CHECK ((secret IS NULL) = (enabled_at IS NULL))`);
  }
}
