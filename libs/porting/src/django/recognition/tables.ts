import type { DetailKind } from '../rows.js';

/** A table of a Django by name and columns; a foreign key is `user_id`. */
export interface TableShape {
  readonly table: string;
  readonly columns: ReadonlySet<string>;
}

/** What a table is for us. */
export type TableKind = DetailKind | 'group' | 'permission' | 'content_type' | 'source';

interface Recognised {
  readonly kind: TableKind;
  /** All of these columns are there. */
  readonly has: readonly string[];
  /** And one of these. */
  readonly oneOf?: readonly string[];
  /** Its name ends so. */
  readonly name?: RegExp;
}

/** The first that fits. Names are asked for where columns alone would fit too much. */
const KINDS: readonly Recognised[] = [
  { kind: 'otp_totp_device', has: ['user_id', 'confirmed', 'key', 'step', 'digits'], name: /totpdevice$/ },
  { kind: 'otp_static_token', has: ['device_id', 'token'], name: /statictoken$/ },
  { kind: 'otp_static_device', has: ['user_id', 'confirmed'], name: /staticdevice$/ },
  { kind: 'otp_other_device', has: ['user_id', 'confirmed'], name: /device$/ },
  { kind: 'allauth_address', has: ['user_id', 'email', 'verified', 'primary'] },
  { kind: 'allauth_authenticator', has: ['user_id', 'type', 'data'], name: /authenticator$/ },
  {
    kind: 'two_factor',
    has: ['user_id'],
    oneOf: ['secret', 'secret_key', 'totp_secret', 'otp_secret'],
    name: /(two_?factor|2fa|mfa|totp)\w*$/,
  },
  { kind: 'two_factor', has: ['object_id', 'content_type_id', 'secret_key', 'is_enabled'] },
  { kind: 'backup_code', has: ['code', 'used'], oneOf: ['twofactor_id', 'two_factor_id', 'user_id'], name: /(backup|recovery)_?codes?$/ },
  { kind: 'source_link', has: ['user_id', 'source_id', 'first_registration'] },
  { kind: 'source', has: ['url', 'name', 'is_active'], name: /source$/ },
  { kind: 'login_log', has: ['user_id', 'ip_address', 'status', 'event_type', 'timestamp'] },
  { kind: 'login_log', has: ['user_id', 'activity_type', 'ip_address', 'created_at'] },
  { kind: 'log_entry', has: ['action_time', 'object_id', 'content_type_id', 'action_flag'] },
  { kind: 'profile', has: ['user_id'], oneOf: ['bio', 'location', 'birth_date', 'date_of_birth'], name: /profile$/ },
  { kind: 'group', has: ['name'], name: /^auth_group$/ },
  { kind: 'permission', has: ['codename', 'content_type_id'], name: /^auth_permission$/ },
  { kind: 'content_type', has: ['app_label', 'model'], name: /^django_content_type$|^contenttypes_contenttype$/ },
];

/** What a table is, as its name and columns tell; null for what is none of ours. */
export function kindOf({ table, columns }: TableShape): TableKind | null {
  const found = KINDS.find(
    ({ has, oneOf, name }) =>
      (name?.test(table) ?? true) && has.every((column) => columns.has(column)) && (oneOf?.some((column) => columns.has(column)) ?? true),
  );
  return found?.kind ?? null;
}

/** By which column the rows of a kind belong to somebody: to a user, to a device, or to the row that holds a secret. */
export function ownerColumn(kind: TableKind, columns: ReadonlySet<string>): string | null {
  const candidates: Partial<Record<TableKind, readonly string[]>> = {
    otp_static_token: ['device_id'],
    backup_code: ['twofactor_id', 'two_factor_id', 'user_id'],
    log_entry: ['object_id'],
    two_factor: ['user_id', 'object_id'],
  };
  if (['group', 'permission', 'content_type', 'source'].includes(kind)) return null;
  return (candidates[kind] ?? ['user_id']).find((column) => columns.has(column)) ?? null;
}

/** Whose rows hang on rows of another kind, and not on users. */
export function parentOf(kind: TableKind, owner: string): DetailKind | null {
  if (kind === 'otp_static_token') return 'otp_static_device';
  return kind === 'backup_code' && owner !== 'user_id' ? 'two_factor' : null;
}
