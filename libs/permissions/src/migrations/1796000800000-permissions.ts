import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Permissions1796000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...PERMISSIONS, ...GROUPS, ...HOLDERS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE user_permissions, group_permissions, user_groups, groups, permissions');
  }
}

const PERMISSIONS = [
  'CREATE TABLE permissions (codename text CONSTRAINT permissions_pkey PRIMARY KEY)',
  `INSERT INTO permissions (codename) VALUES
    ('audit_log.view'),
    ('auth_events.view'),
    ('devices.delete'), ('devices.view'),
    ('groups.add'), ('groups.change'), ('groups.delete'), ('groups.view'),
    ('jobs.change'), ('jobs.delete'), ('jobs.view'),
    ('otp_codes.view'),
    ('profiles.change'), ('profiles.view'),
    ('sessions.delete'), ('sessions.view'),
    ('signing_keys.add'), ('signing_keys.delete'), ('signing_keys.view'),
    ('sms_deliveries.view'),
    ('sources.change'), ('sources.view'),
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
    user_id uuid NOT NULL,
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
    user_id uuid NOT NULL,
    permission text NOT NULL CONSTRAINT user_permissions_permission_fkey REFERENCES permissions (codename) ON DELETE CASCADE,
    CONSTRAINT user_permissions_pkey PRIMARY KEY (user_id, permission)
  )`,
];
