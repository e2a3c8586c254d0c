/** A row of a Django table by column names; a foreign key is `user_id`, also where dumpdata says `user`. Values are as JSON has them: times as ISO 8601 text. */
export interface DjangoRow {
  readonly table: string;
  /** The primary key, as text. */
  readonly key: string;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** What a table beside the users is, as its columns tell. */
export type DetailKind =
  | 'otp_totp_device'
  | 'otp_static_device'
  | 'otp_static_token'
  | 'otp_other_device'
  | 'allauth_address'
  | 'allauth_authenticator'
  | 'two_factor'
  | 'backup_code'
  | 'source_link'
  | 'profile'
  | 'log_entry'
  | 'login_log';

/** A user with what hangs on them; rows are in the order of their keys. */
export interface DjangoUser {
  readonly user: DjangoRow;
  readonly details: Readonly<Partial<Record<DetailKind, readonly DjangoRow[]>>>;
  /** Names of their groups. */
  readonly groups: readonly string[];
  /** Their own permissions, as `app_label.codename`. */
  readonly permissions: readonly string[];
}

/** What users point at. */
export interface DjangoCatalogue {
  /** Groups by name, with what their members may do, as `app_label.codename`. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Registration sources by key. */
  readonly sources: ReadonlyMap<string, DjangoRow>;
  /** Content types by key, as `app_label.model`. */
  readonly contentTypes: ReadonlyMap<string, string>;
}

/** By which column each field of a user is read; null: there is none. */
export type UserColumns = Readonly<Record<UserField, string | null>>;

export type UserField =
  | 'id'
  | 'email'
  | 'password'
  | 'salt'
  | 'username'
  | 'first_name'
  | 'last_name'
  | 'is_active'
  | 'is_staff'
  | 'is_superuser'
  | 'is_verified'
  | 'date_joined'
  | 'last_login'
  | 'phone'
  | 'phone_verified'
  | 'totp_secret'
  | 'totp_enabled'
  | 'backup_codes';

/** Users of a Django, wherever they are read from. To be closed. */
export interface DjangoSource {
  /** The table that the users are in, such as `auth_user`. */
  readonly userTable: string;
  readonly userColumns: UserColumns;
  readonly catalogue: DjangoCatalogue;
  /** Number of users, for progress; null where it is not known before the end. */
  readonly total: number | null;
  users(batch: number): AsyncIterable<readonly DjangoUser[]>;
  close(): Promise<void>;
}
