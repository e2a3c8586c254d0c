import type { Tables } from '@castellan/data';
import { Keys1796000600000 } from './migrations/1796000600000-keys.js';
import { SigningKeyEntity } from './signing-key.entity.js';

/** The keys that sign access tokens. */
export const KEYS_TABLES: Tables = { entities: [SigningKeyEntity], migrations: [Keys1796000600000] };
