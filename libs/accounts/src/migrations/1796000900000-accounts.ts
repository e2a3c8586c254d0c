import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DEVICES } from './baseline/devices.js';
import { KEYS_TO_USERS, NO_KEYS_TO_USERS } from './baseline/keys-to-users.js';
import { MAILED_LINKS } from './baseline/mailed-links.js';
import { PANEL_SESSIONS } from './baseline/panel-sessions.js';
import { REGISTRATIONS } from './baseline/registrations.js';
import { SESSIONS } from './baseline/sessions.js';
import { USERS } from './baseline/users.js';

export class Accounts1796000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const tables = [USERS, MAILED_LINKS, REGISTRATIONS, DEVICES, SESSIONS, PANEL_SESSIONS];
    for (const statement of [...tables, KEYS_TO_USERS].flat()) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of NO_KEYS_TO_USERS) await runner.query(statement);
    await runner.query('DROP TABLE admin_sessions, sessions, devices, registrations, mailed_links, users');
  }
}
