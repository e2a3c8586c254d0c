import type { Tables } from '@castellan/data';

/** Endpoints, what they are told, and how it went. */
export const WEBHOOKS_TABLES: Tables = { entities: [], migrations: [] };
