import type { ListRow } from '@castellan/data';

/** In `actor_list` where the page of whoever did it is: of a user who is still there, or of a machine's key; null for the others. */
export function withActor(row: ListRow): ListRow {
  if (row['actor_kind'] === 'api_key') return { ...row, actor_list: 'api_keys' };
  return { ...row, actor_list: row['actor'] === null ? null : 'users' };
}
