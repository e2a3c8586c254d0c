import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sign-up by a provider waits as any other: with who somebody is there, in the place of a password. */
export class SignUpsByProviders1796002300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `ALTER TABLE registrations ALTER COLUMN password_hash DROP NOT NULL,
     ADD COLUMN provider text, ADD COLUMN issuer text, ADD COLUMN subject text, ADD COLUMN identity_email text,
     ADD CONSTRAINT registrations_way_in_check CHECK ((password_hash IS NULL) = (subject IS NOT NULL))`,
  `CREATE UNIQUE INDEX registrations_user_id_issuer_subject_key ON registrations (user_id, issuer, subject) WHERE subject IS NOT NULL`,
];

/** They wait for a day; who sent one signs up again. */
const DOWN = [
  'DELETE FROM registrations WHERE password_hash IS NULL',
  'DROP INDEX registrations_user_id_issuer_subject_key',
  `ALTER TABLE registrations DROP CONSTRAINT registrations_way_in_check,
     DROP COLUMN provider, DROP COLUMN issuer, DROP COLUMN subject, DROP COLUMN identity_email,
     ALTER COLUMN password_hash SET NOT NULL`,
];
