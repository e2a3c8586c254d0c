import type { Tables } from '@castellan/data';

/** The keys of machines, by their hashes. */
export const API_KEYS_TABLES: Tables = { entities: [], migrations: [] };
