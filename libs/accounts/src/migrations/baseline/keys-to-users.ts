/** The tables of the libs below that keep something of a user. They know ids alone; that it ends with the user is said here. */
const OF_USERS = ['two_factor', 'backup_codes', 'profiles', 'avatars', 'user_registration_sources', 'user_groups', 'user_permissions'];

export const KEYS_TO_USERS = OF_USERS.map(
  (table) => `ALTER TABLE ${table} ADD CONSTRAINT ${table}_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE`,
);

export const NO_KEYS_TO_USERS = OF_USERS.map((table) => `ALTER TABLE ${table} DROP CONSTRAINT ${table}_user_id_fkey`);
