import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators did, append-only, and a role for the application that could not alter it if it would (libs/log). */
export class AuditLog1764100100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...LOG, ...HEAD, ...TRIGGERS, PERMISSIONS, ROLE]) await runner.query(statement);
    await runner.query('SELECT castellan_set_up_app_role()');
  }

  /** The role stays: others may be members of it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_head, audit_log');
    await runner.query('DROP FUNCTION castellan_refuse_change(), castellan_refuse_return(), castellan_set_up_app_role()');
    await runner.query("DELETE FROM permissions WHERE codename IN ('audit_log.view', 'sources.change')");
  }
}

const LOG = [
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

const HEAD = [
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
const TRIGGERS = [
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

const PERMISSIONS = "INSERT INTO permissions (codename) VALUES ('audit_log.view'), ('sources.change')";

/**
 * Makes `castellan_app_<database>`, or brings it up to date: what the service needs, and no more. Gives its name, and null where the
 * owner may make no roles, as on some managed servers. The queue (pg-boss) makes tables while it runs, so the role owns that schema.
 */
const ROLE = `CREATE FUNCTION castellan_set_up_app_role() RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    app text := left('castellan_app_' || current_database(), 63);
    home text := current_schema();
    statement text;
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN EXECUTE format('CREATE ROLE %I NOLOGIN', app); END IF;
    EXECUTE format('GRANT %I TO CURRENT_USER', app);
    EXECUTE format('GRANT CREATE ON DATABASE %I TO %I', current_database(), app);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', home, app);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', home, app);
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO %I', home, app);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', home, app);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO %I', home, app);
    EXECUTE format('REVOKE UPDATE, DELETE ON audit_log FROM %I', app);
    EXECUTE format('REVOKE INSERT, DELETE ON audit_head FROM %I', app);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON migrations FROM %I', app);
    FOR statement IN
      SELECT format('ALTER SCHEMA pgboss OWNER TO %I', app) FROM pg_namespace WHERE nspname = 'pgboss'
      UNION ALL SELECT format('ALTER TABLE %s OWNER TO %I', c.oid::regclass, app) FROM pg_class c
        WHERE c.relnamespace = to_regnamespace('pgboss') AND c.relkind IN ('r', 'p', 'v')
      UNION ALL SELECT format('ALTER FUNCTION %s OWNER TO %I', p.oid::regprocedure, app) FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('pgboss')
      UNION ALL SELECT format('ALTER TYPE %s OWNER TO %I', t.oid::regtype, app) FROM pg_type t
        WHERE t.typnamespace = to_regnamespace('pgboss') AND t.typtype = 'e'
    LOOP
      EXECUTE statement;
    END LOOP;
    RETURN app;
  EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
    RAISE NOTICE 'No role for the application: %', SQLERRM;
    RETURN NULL;
  END $$`;
