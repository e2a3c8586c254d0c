import type { UserColumns, UserField } from '../rows.js';
import type { TableShape } from './tables.js';

/** The names that each field of a user goes by, the usual one first. */
const NAMES: Readonly<Record<UserField, readonly string[]>> = {
  id: ['id', 'uuid', 'user_id'],
  email: ['email', 'email_address', 'e_mail', 'mail'],
  password: ['password', 'encrypted_password', 'password_hash', 'hashed_password'],
  salt: ['salt', 'password_salt'],
  username: ['username', 'user_name', 'login', 'nickname'],
  first_name: ['first_name', 'firstname', 'given_name', 'forename'],
  last_name: ['last_name', 'lastname', 'family_name', 'surname'],
  is_active: ['is_active', 'active', 'enabled'],
  is_staff: ['is_staff', 'staff'],
  is_superuser: ['is_superuser', 'superuser'],
  is_verified: ['is_verified', 'email_verified', 'is_email_verified', 'verified', 'email_confirmed', 'is_confirmed'],
  date_joined: ['date_joined', 'created_at', 'created', 'joined_at', 'registered_at'],
  last_login: ['last_login', 'last_login_at'],
  phone: ['phone', 'phone_number', 'mobile'],
  phone_verified: ['phone_verified', 'is_phone_verified', 'phone_verified_at', 'phone_confirmed'],
  totp_secret: ['totp_secret', 'otp_secret', 'otp_secret_key', 'two_factor_secret', 'mfa_secret', 'twofa_secret'],
  totp_enabled: [
    'two_factor_enabled',
    'is_2fa_enabled',
    'is_two_factor_enabled',
    'totp_enabled',
    'otp_enabled',
    'mfa_enabled',
    'twofa_enabled',
  ],
  backup_codes: ['backup_codes', 'recovery_codes'],
};

/** Which table a map file says users are in, and which columns. */
export type UserMap = Readonly<Partial<Record<UserField | 'table', string>>>;

/** No table of users, or too many; `message` says which line of the map file helps. */
export class NoUserTable extends Error {}

/** By which column each field is read. */
export function userColumns({ table, columns }: TableShape, map: UserMap = {}): UserColumns {
  const fields = Object.entries(NAMES) as [UserField, readonly string[]][];
  return Object.fromEntries(fields.map(([field, names]) => [field, columnFor(field, names, { table, columns }, map)])) as UserColumns;
}

function columnFor(field: UserField, names: readonly string[], { table, columns }: TableShape, map: UserMap): string | null {
  const told = map[field];
  if (told === undefined) return names.find((name) => columns.has(name)) ?? null;
  if (columns.has(told)) return told;
  throw new NoUserTable(`"user": "${field}": there is no column ${told} in ${table}; it has ${[...columns].toSorted().join(', ')}.`);
}

/** Has it what accounts are made of? A table of profiles has no password, and a table of invitations neither. */
export function mayHoldUsers({ table, columns }: TableShape): boolean {
  const has = (field: UserField): boolean => NAMES[field].some((name) => columns.has(name));
  const signsIn = columns.has('last_login') || columns.has('salt') || columns.has('is_active') || table === 'auth_user';
  return has('password') && signsIn && (has('email') || has('username'));
}

/** @throws NoUserTable where it is not plain which one */
export function chooseUserTable<Shape extends TableShape>(shapes: readonly Shape[], map: UserMap = {}): Shape {
  if (map.table !== undefined) {
    const named = shapes.find(({ table }) => table === map.table);
    if (named) return named;
    throw new NoUserTable(`"user": "table": there is no table ${map.table}. There are: ${namesOf(shapes)}.`);
  }
  const found = shapes.filter(mayHoldUsers);
  const [only, another] = found;
  if (only && !another) return only;
  const example = '{"user": {"table": "accounts_user", "email": "email", "password": "password"}}';
  if (only)
    throw new NoUserTable(`Several tables may hold the users: ${namesOf(found)}. Say which one by --map, in a file such as ${example}.`);
  throw new NoUserTable(
    `No table looks like one of users. There are: ${namesOf(shapes)}. Say which one it is by --map, in a file such as ${example}.`,
  );
}

const namesOf = (shapes: readonly TableShape[]): string =>
  shapes.length === 0
    ? 'none'
    : shapes
        .map(({ table }) => table)
        .toSorted()
        .join(', ');
