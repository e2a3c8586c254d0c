import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What followers of the feed are told, written by the database itself: no way out, be it a statement by hand, goes past it. */
export class Revocations1796002420000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

/** `xid` is the number of the transaction as pg_current_xact_id() has it: by it a cursor knows what was committed since. */
const TABLE = [
  `CREATE TABLE revocations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT revocations_pkey PRIMARY KEY,
    xid bigint NOT NULL,
    session_id uuid,
    user_id uuid,
    version integer,
    step integer,
    at timestamptz NOT NULL,
    CONSTRAINT revocations_whose_check CHECK ((session_id IS NULL) <> (user_id IS NULL))
  )`,
  'CREATE INDEX revocations_xid_idx ON revocations (xid)',
  'CREATE INDEX revocations_at_idx ON revocations (at)',
];

/**
 * They find the table by the schema of the migration, whatever the search path of the statement is: a host may write beside us. The WHEN of
 * each trigger keeps refreshes, which touch none of these columns, as cheap as they are.
 */
const TRIGGERS = [
  `CREATE FUNCTION castellan_session_is_over() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
  BEGIN
    INSERT INTO revocations (xid, session_id, step, at) VALUES (pg_current_xact_id()::text::bigint, OLD.id,
      CASE WHEN TG_OP = 'UPDATE' AND NEW.ended_at IS NULL THEN NEW.step END, clock_timestamp());
    RETURN NULL;
  END $$`,
  `CREATE FUNCTION castellan_tokens_are_over() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
  BEGIN
    INSERT INTO revocations (xid, user_id, version, at) VALUES (pg_current_xact_id()::text::bigint, OLD.id,
      CASE TG_OP WHEN 'UPDATE' THEN NEW.token_version END, clock_timestamp());
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER sessions_ended AFTER UPDATE OF ended_at, step ON sessions FOR EACH ROW
    WHEN (OLD.ended_at IS NULL AND (NEW.ended_at IS NOT NULL OR NEW.step > OLD.step)) EXECUTE FUNCTION castellan_session_is_over()`,
  `CREATE TRIGGER sessions_deleted AFTER DELETE ON sessions FOR EACH ROW
    WHEN (OLD.ended_at IS NULL AND OLD.absolute_expires_at > now()) EXECUTE FUNCTION castellan_session_is_over()`,
  `CREATE TRIGGER users_token_version_raised AFTER UPDATE OF token_version ON users FOR EACH ROW
    WHEN (NEW.token_version > OLD.token_version) EXECUTE FUNCTION castellan_tokens_are_over()`,
  `CREATE TRIGGER users_deleted AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION castellan_tokens_are_over()`,
];

/** Which database this is, besides what the server says: an embedded one that is made anew has the same name, number and server. */
const NAME = [
  `DO $$ BEGIN
    EXECUTE format('CREATE FUNCTION castellan_feed() RETURNS uuid LANGUAGE sql IMMUTABLE AS %L', format('SELECT %L::uuid', gen_random_uuid()));
  END $$`,
];

const UP = [...TABLE, ...TRIGGERS, ...NAME];

const DOWN = [
  'DROP TRIGGER sessions_ended ON sessions',
  'DROP TRIGGER sessions_deleted ON sessions',
  'DROP TRIGGER users_token_version_raised ON users',
  'DROP TRIGGER users_deleted ON users',
  'DROP FUNCTION castellan_session_is_over()',
  'DROP FUNCTION castellan_tokens_are_over()',
  'DROP FUNCTION castellan_feed()',
  'DROP TABLE revocations',
];
