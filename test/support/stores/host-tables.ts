/** Tables of a host, called as Castellan's and TypeORM's are, in its schema `public`; as one statement. */
export const HOST_TABLES = `
  CREATE TYPE role AS ENUM ('buyer', 'seller');
  CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, nickname text NOT NULL UNIQUE, role role);
  CREATE TABLE groups (id serial PRIMARY KEY, title text);
  CREATE TABLE migrations (id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name varchar NOT NULL);
  CREATE FUNCTION castellan_set_up_app_role() RETURNS int LANGUAGE sql AS 'SELECT 42';
  INSERT INTO users (nickname, role) VALUES ('ada', 'seller');
  INSERT INTO groups (title) VALUES ('staff');
  INSERT INTO migrations ("timestamp", name) VALUES (1700000000000, 'Shop1700000000000')`;

/** What the catalogue says of `public`: relations with columns, owners and rights, constraints, functions, types; and the rows. */
export const PUBLIC_CATALOGUE = `
  SELECT 'relation ' || c.relname || ' ' || c.relkind::text || ' ' || c.relowner || ' ' || coalesce(c.relacl::text, '-') AS line
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT 'column ' || c.relname || '.' || a.attname || ' ' || a.atttypid::regtype || ' ' || a.attnotnull
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0
  UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'trigger ' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT 'function ' || proname || ' ' || coalesce(proacl::text, '-') FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT 'type ' || typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
  UNION ALL SELECT 'rights ' || coalesce(nspacl::text, '-') FROM pg_namespace WHERE nspname = 'public'
  UNION ALL SELECT 'default rights ' || defaclacl::text FROM pg_default_acl WHERE defaclnamespace = 'public'::regnamespace
  UNION ALL SELECT 'user ' || u::text FROM public.users u
  UNION ALL SELECT 'group ' || g::text FROM public.groups g
  UNION ALL SELECT 'migration ' || m::text FROM public.migrations m
  ORDER BY line`;
