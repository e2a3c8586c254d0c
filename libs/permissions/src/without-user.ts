import { violatesForeignKey } from '@castellan/data';

/** Null for a write that failed as there is no such user: so says the foreign key, which whoever owns the users gives to the table. */
export function nullWithoutUser(error: unknown, table: 'user_groups' | 'user_permissions'): null {
  if (violatesForeignKey(error, `${table}_user_id_fkey`)) return null;
  throw error;
}
