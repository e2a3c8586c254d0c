import { Schema } from '@castellan/data';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A role for the service that could not alter the audit log if it would. It is about the tables of every lib, so it comes after them. */
export class AppRole1796001000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = Schema.of(runner.dataSource);
    await runner.query(setUp(schema, schema.isDefault ? '' : `.${schema.name}`));
    await runner.query('SELECT castellan_set_up_app_role()');
  }

  /** The role stays: others may be members of it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION castellan_set_up_app_role()');
  }
}

/**
 * Makes `castellan_app_<database>`, `castellan_app_<database>.<schema>` where that is another than `public`, or brings it up to date: what the service
 * needs, and no more. Gives its name, and null where the owner may make no roles, as on some managed servers. The queue (pg-boss) makes
 * tables while it runs, so the role owns that schema. Whatever the search path of whoever calls it, it is about this schema.
 */
const setUp = ({ queue }: Schema, suffix: string): string => `
  CREATE FUNCTION castellan_set_up_app_role() RETURNS text LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
  DECLARE
    app text := left('castellan_app_' || current_database(), ${63 - suffix.length}) || '${suffix}';
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
      SELECT format('ALTER SCHEMA ${queue} OWNER TO %I', app) FROM pg_namespace WHERE nspname = '${queue}'
      UNION ALL SELECT format('ALTER TABLE %s OWNER TO %I', c.oid::regclass, app) FROM pg_class c
        WHERE c.relnamespace = to_regnamespace('${queue}') AND c.relkind IN ('r', 'p', 'v')
      UNION ALL SELECT format('ALTER FUNCTION %s OWNER TO %I', p.oid::regprocedure, app) FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('${queue}')
      UNION ALL SELECT format('ALTER TYPE %s OWNER TO %I', t.oid::regtype, app) FROM pg_type t
        WHERE t.typnamespace = to_regnamespace('${queue}') AND t.typtype = 'e'
    LOOP
      EXECUTE statement;
    END LOOP;
    RETURN app;
  EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
    RAISE NOTICE 'No role for the application: %', SQLERRM;
    RETURN NULL;
  END $$`;
