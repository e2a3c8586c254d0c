/**
 * A name as it is searched, in SQL: without case and accents. Of immutable parts alone, so that there is an index of it; a change of it is
 * a migration of `users_first_name_search_idx` and `users_last_name_search_idx`.
 * @internal
 */
export const searchedName = (sql: string): string =>
  `lower(regexp_replace(normalize(${sql}, NFD), '[\\u0300-\\u036f]', '', 'g')) COLLATE "C"`;
