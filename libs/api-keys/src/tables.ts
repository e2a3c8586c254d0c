import type { Tables } from '@castellan/data';
import { ApiKeyEntity } from './api-key.entity.js';
import { ApiKeys1796002410000 } from './migrations/1796002410000-api-keys.js';

/** The keys of machines, by their hashes. */
export const API_KEYS_TABLES: Tables = {
  entities: [ApiKeyEntity],
  migrations: [ApiKeys1796002410000],
  foreignKeys: [{ name: 'api_keys_maker_id_fkey', table: 'api_keys', column: 'maker_id', references: 'users', onDelete: 'SET NULL' }],
};
