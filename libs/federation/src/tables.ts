import type { Tables } from '@castellan/data';
import { IdentityEntity } from './identities/identity.entity.js';
import { Identities1796002100000 } from './migrations/1796002100000-identities.js';

/** Who users are elsewhere. Users are known by id alone: who has a table of them adds the foreign key. */
export const FEDERATION_TABLES: Tables = {
  entities: [IdentityEntity],
  migrations: [Identities1796002100000],
};
