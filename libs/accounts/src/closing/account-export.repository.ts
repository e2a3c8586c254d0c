import { Transaction } from '@castellan/data';
import type { OwnMailbox } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';

/** What of each table is handed out; hashes, seeds and tokens are not. `$1` is the user. */
const TABLES = {
  users: `SELECT id, email, username, first_name, last_name, is_active, is_verified, is_staff, is_superuser, phone, phone_verified_at, date_joined, last_login, closed_at, erase_at,
            password_hash IS NOT NULL AS has_password, password_reset_required FROM users WHERE id = $1`,
  sessions: `SELECT id, transport, device_id, device_name, ip, location, aal, amr, auth_time, created_at, last_used_at, expires_at,
               absolute_expires_at, ended_at, end_reason FROM sessions WHERE user_id = $1 ORDER BY created_at`,
  admin_sessions:
    'SELECT id, amr, ip, user_agent, created_at, last_used_at, expires_at FROM admin_sessions WHERE user_id = $1 ORDER BY created_at',
  devices: 'SELECT id, name, trusted_until, last_seen_at, created_at FROM devices WHERE user_id = $1 ORDER BY created_at',
  registrations: 'SELECT device_name, created_at, expires_at FROM registrations WHERE user_id = $1 ORDER BY id',
  mailed_links: 'SELECT purpose, subject, created_at, expires_at FROM mailed_links WHERE user_id = $1 ORDER BY created_at',
  imported_users: 'SELECT source, external_id, created_at FROM imported_users WHERE user_id = $1 ORDER BY created_at, source',
  revocations: 'SELECT at FROM revocations WHERE user_id = $1 ORDER BY at',
  user_registration_sources: `SELECT s.url, l.first_registration, l.created_at FROM user_registration_sources l
       JOIN registration_sources s ON s.id = l.source_id WHERE l.user_id = $1 ORDER BY l.created_at, s.url`,
  user_groups: `SELECT g.name FROM user_groups ug JOIN groups g ON g.id = ug.group_id WHERE ug.user_id = $1 ORDER BY g.name`,
  user_permissions: 'SELECT permission FROM user_permissions WHERE user_id = $1 ORDER BY permission',
} as const;

@Injectable()
export class AccountExportRepository {
  constructor(private readonly transaction: Transaction) {}

  async read(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
    const exported: Record<string, readonly unknown[]> = {};
    for (const [table, sql] of Object.entries(TABLES)) exported[table] = await this.transaction.query(sql, [userId]);
    return exported;
  }

  /** An address that was never proven may be somebody else's. */
  async mailboxOf(userId: string): Promise<OwnMailbox> {
    const [mailbox] = await this.transaction.query<OwnMailbox>(
      'SELECT CASE WHEN is_verified THEN email END AS address, date_joined AS since FROM users WHERE id = $1',
      [userId],
    );
    return mailbox ?? { address: null, since: new Date(0) };
  }
}
