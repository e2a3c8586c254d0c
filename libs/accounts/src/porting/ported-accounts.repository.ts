import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { usernameKey } from '../users/username.js';
import type { PortedAccount } from './ported-account.js';

/** As it is stored here. */
export interface StoredAccount extends PortedAccount {
  readonly id: string;
  /** Somebody chose the password here; a newer hash of the same one is no choice. */
  readonly passwordChosenHere: boolean;
}

/** Who has what only one may have: ids by address, folded username and number. */
export interface Takers {
  readonly emails: ReadonlyMap<string, string>;
  readonly usernames: ReadonlyMap<string, string>;
  readonly phones: ReadonlyMap<string, string>;
}

const COLUMNS = `id, email, is_verified AS "isVerified", username, first_name AS "firstName", last_name AS "lastName",
  password_hash AS "passwordHash", password_reset_required AS "passwordResetRequired", is_active AS "isActive",
  disabled_until AS "disabledUntil", is_staff AS "isStaff", is_superuser AS "isSuperuser", date_joined AS "dateJoined",
  last_login AS "lastLogin", phone, phone_verified_at AS "phoneVerifiedAt", proof_due_at AS "proofDueAt", closed_at AS "closedAt",
  erase_at AS "eraseAt", password_set_at IS NOT NULL AS "passwordChosenHere"`;

/** Name and type of what is written, as it is named in `rowOf`. */
const WRITTEN = {
  email: 'text',
  is_verified: 'boolean',
  username: 'text',
  username_key: 'text',
  first_name: 'text',
  last_name: 'text',
  password_hash: 'text',
  password_reset_required: 'boolean',
  is_active: 'boolean',
  disabled_until: 'timestamptz',
  is_staff: 'boolean',
  is_superuser: 'boolean',
  date_joined: 'timestamptz',
  last_login: 'timestamptz',
  phone: 'text',
  phone_verified_at: 'timestamptz',
  proof_due_at: 'timestamptz',
  closed_at: 'timestamptz',
  erase_at: 'timestamptz',
} as const;

const NAMES = Object.keys(WRITTEN).join(', ');
const TYPED = Object.entries({ id: 'uuid', ...WRITTEN })
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');
const CHANGED = Object.keys(WRITTEN)
  .map((name) => `${name} = r.${name}`)
  .join(', ');

/** Rows of users for those who are brought along and handed on: many in one statement. */
@Injectable()
export class PortedAccountsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** In the order of their ids, as every lock of several users is taken. */
  async lock(ids: readonly string[]): Promise<void> {
    await this.transaction.query('SELECT 1 FROM users WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [ids]);
  }

  find(ids: readonly string[]): Promise<readonly StoredAccount[]> {
    return this.transaction.query<StoredAccount>(`SELECT ${COLUMNS} FROM users WHERE id = ANY ($1::uuid[])`, [ids]);
  }

  /** Ids after the one told, in order; of all users, some at a time. */
  async idsAfter(id: string | null, limit: number): Promise<readonly string[]> {
    const sql = 'SELECT id FROM users WHERE $1::uuid IS NULL OR id > $1::uuid ORDER BY id LIMIT $2';
    return (await this.transaction.query<{ id: string }>(sql, [id, limit])).map((row) => row.id);
  }

  async count(): Promise<number> {
    const [counted] = await this.transaction.query<{ count: number }>('SELECT count(*)::int AS count FROM users');
    return counted?.count ?? 0;
  }

  /** Whoever has an address, a username or a number of these. */
  async takers(emails: readonly string[], usernameKeys: readonly string[], phones: readonly string[]): Promise<Takers> {
    const rows = await this.transaction.query<{ id: string; email: string; key: string | null; phone: string | null }>(
      `SELECT id, email, username_key AS key, phone FROM users
       WHERE email = ANY ($1::text[]) OR username_key = ANY ($2::text[]) OR phone = ANY ($3::text[])`,
      [emails, usernameKeys, phones],
    );
    return {
      emails: new Map(rows.map(({ email, id }) => [email, id])),
      usernames: new Map(rows.flatMap(({ key, id }) => (key === null ? [] : [[key, id]]))),
      phones: new Map(rows.flatMap(({ phone, id }) => (phone === null ? [] : [[phone, id]]))),
    };
  }

  /** Gives the ids of those that were inserted: what only one may have is somebody else's already. */
  async insert(accounts: ReadonlyMap<string, PortedAccount>): Promise<ReadonlySet<string>> {
    const rows = await this.transaction.query<{ id: string }>(
      `INSERT INTO users (id, ${NAMES}) SELECT id, ${NAMES} FROM jsonb_to_recordset($1::jsonb) AS r (${TYPED})
       ON CONFLICT DO NOTHING RETURNING id`,
      [json(accounts)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Puts the rows in the place of what is stored. @throws a unique violation */
  async update(accounts: ReadonlyMap<string, PortedAccount>): Promise<void> {
    await this.transaction.query(`UPDATE users u SET ${CHANGED} FROM jsonb_to_recordset($1::jsonb) AS r (${TYPED}) WHERE u.id = r.id`, [
      json(accounts),
    ]);
  }
}

const json = (accounts: ReadonlyMap<string, PortedAccount>): string =>
  JSON.stringify([...accounts].map(([id, account]) => ({ id, ...rowOf(account) })));

function rowOf(account: PortedAccount): Readonly<Record<keyof typeof WRITTEN, unknown>> {
  return {
    email: account.email,
    is_verified: account.isVerified,
    username: account.username,
    username_key: account.username === null ? null : usernameKey(account.username),
    first_name: account.firstName,
    last_name: account.lastName,
    password_hash: account.passwordHash ?? null,
    password_reset_required: account.passwordResetRequired,
    is_active: account.isActive,
    disabled_until: account.disabledUntil,
    is_staff: account.isStaff,
    is_superuser: account.isSuperuser,
    date_joined: account.dateJoined,
    last_login: account.lastLogin,
    phone: account.phone,
    phone_verified_at: account.phoneVerifiedAt,
    proof_due_at: account.proofDueAt,
    closed_at: account.closedAt,
    erase_at: account.eraseAt,
  };
}
