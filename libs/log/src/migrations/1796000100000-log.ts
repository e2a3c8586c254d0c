import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ids of users and sessions are no foreign keys here: history outlives what it speaks of. */
export class Log1796000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...AUTH_EVENTS, ...AUDIT_LOG, ...AUDIT_HEAD, ...APPEND_ONLY]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_head, audit_log, auth_events');
    await runner.query('DROP FUNCTION castellan_refuse_change(), castellan_refuse_return()');
  }
}

/** The indexes are the ways in which operators look through the history; docs/operations/events-and-monitoring.md says why these. */
const AUTH_EVENTS = [
  `CREATE TABLE auth_events (
    id uuid CONSTRAINT auth_events_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL,
    event text NOT NULL,
    status text NOT NULL,
    reason text,
    user_id uuid,
    identifier text,
    identifier_hash text,
    ip text NOT NULL,
    user_agent text,
    session_id uuid,
    times integer NOT NULL DEFAULT 1
  )`,
  'CREATE INDEX auth_events_user_id_created_at_idx ON auth_events (user_id, created_at)',
  'CREATE INDEX auth_events_created_at_idx ON auth_events (created_at)',
  'CREATE INDEX auth_events_ip_created_at_idx ON auth_events (ip, created_at)',
  'CREATE INDEX auth_events_event_status_created_at_idx ON auth_events (event, status, created_at)',
  `CREATE INDEX auth_events_failure_created_at_idx ON auth_events (created_at) WHERE status = 'failure'`,
  'CREATE INDEX auth_events_gathered_created_at_idx ON auth_events (created_at) WHERE times > 1',
  'CREATE INDEX auth_events_identifier_hash_created_at_idx ON auth_events (identifier_hash, created_at) WHERE identifier_hash IS NOT NULL',
];

const AUDIT_LOG = [
  `CREATE TABLE audit_log (
    seq bigint CONSTRAINT audit_log_pkey PRIMARY KEY,
    id uuid NOT NULL,
    created_at timestamptz(3) NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    actor_label text,
    action text NOT NULL,
    target_type text NOT NULL,
    target_id text NOT NULL,
    changes jsonb NOT NULL,
    reason text,
    trace_id text NOT NULL,
    ip text NOT NULL,
    key_id text NOT NULL,
    mac bytea NOT NULL
  )`,
  'CREATE UNIQUE INDEX audit_log_id_key ON audit_log (id)',
  'CREATE INDEX audit_log_actor_id_seq_idx ON audit_log (actor_id, seq)',
  'CREATE INDEX audit_log_target_seq_idx ON audit_log (target_type, target_id, seq)',
  'CREATE INDEX audit_log_created_at_idx ON audit_log (created_at)',
];

const AUDIT_HEAD = [
  `CREATE TABLE audit_head (
    id smallint CONSTRAINT audit_head_pkey PRIMARY KEY,
    seq bigint NOT NULL,
    mac bytea,
    key_id text,
    seal bytea,
    CONSTRAINT audit_head_one_check CHECK (id = 1)
  )`,
  'INSERT INTO audit_head (id, seq) VALUES (1, 0)',
];

/** Always: they hold where a session asks for none, too (`session_replication_role`). */
const APPEND_ONLY = [
  `CREATE FUNCTION castellan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'prohibited_sql_statement_attempted';
  END $$`,
  `CREATE FUNCTION castellan_refuse_return() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.seq > OLD.seq OR (NEW.seq = OLD.seq AND NEW.mac IS NOT DISTINCT FROM OLD.mac) THEN RETURN NEW; END IF;
    RAISE EXCEPTION '% only moves on', TG_TABLE_NAME USING ERRCODE = 'prohibited_sql_statement_attempted';
  END $$`,
  `CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION castellan_refuse_change()`,
  `CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION castellan_refuse_change()`,
  `CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION castellan_refuse_return()`,
  'ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_append_only',
  'ALTER TABLE audit_head ENABLE ALWAYS TRIGGER audit_head_stays, ENABLE ALWAYS TRIGGER audit_head_moves_on',
];
