import type { Tables } from '@castellan/data';

/** Where users came from who were brought along. */
export const PORTING_TABLES: Tables = { entities: [], migrations: [] };
