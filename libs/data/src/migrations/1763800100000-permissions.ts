import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Permissions, groups, and who has them (libs/accounts). */
export class Permissions1763800100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...PERMISSIONS, ...GROUPS, ...HOLDERS, SUPERUSERS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX users_superuser_idx');
    await runner.query('DROP TABLE user_permissions, group_permissions, user_groups, groups, permissions');
  }
}

const PERMISSIONS = [
  'CREATE TABLE permissions (codename text CONSTRAINT permissions_pkey PRIMARY KEY)',
  `INSERT INTO permissions (codename) VALUES
    ('auth_events.view'),
    ('devices.delete'), ('devices.view'),
    ('groups.add'), ('groups.change'), ('groups.delete'), ('groups.view'),
    ('sessions.delete'), ('sessions.view'),
    ('signing_keys.add'), ('signing_keys.view'),
    ('users.add'), ('users.change'), ('users.delete'), ('users.view')`,
];

const GROUPS = [
  `CREATE TABLE groups (
    id uuid CONSTRAINT groups_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL
  )`,
  'CREATE UNIQUE INDEX groups_name_key ON groups (name)',
];

/** Each key begins with the side that a request asks by; members of a group have an index of their own. */
const HOLDERS = [
  `CREATE TABLE user_groups (
    user_id uuid NOT NULL CONSTRAINT user_groups_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    group_id uuid NOT NULL CONSTRAINT user_groups_group_id_fkey REFERENCES groups (id) ON DELETE CASCADE,
    CONSTRAINT user_groups_pkey PRIMARY KEY (user_id, group_id)
  )`,
  'CREATE INDEX user_groups_group_id_idx ON user_groups (group_id)',
  `CREATE TABLE group_permissions (
    group_id uuid NOT NULL CONSTRAINT group_permissions_group_id_fkey REFERENCES groups (id) ON DELETE CASCADE,
    permission text NOT NULL CONSTRAINT group_permissions_permission_fkey REFERENCES permissions (codename) ON DELETE CASCADE,
    CONSTRAINT group_permissions_pkey PRIMARY KEY (group_id, permission)
  )`,
  `CREATE TABLE user_permissions (
    user_id uuid NOT NULL CONSTRAINT user_permissions_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    permission text NOT NULL CONSTRAINT user_permissions_permission_fkey REFERENCES permissions (codename) ON DELETE CASCADE,
    CONSTRAINT user_permissions_pkey PRIMARY KEY (user_id, permission)
  )`,
];

/** Is there another one? That is asked before any superuser goes. */
const SUPERUSERS = 'CREATE INDEX users_superuser_idx ON users (id) WHERE is_superuser';
