import type { Tables } from '@castellan/data';
import { Sources1796000700000 } from './migrations/1796000700000-sources.js';
import { RegistrationSourceEntity } from './registration-source.entity.js';
import { UserRegistrationSourceEntity } from './user-registration-source.entity.js';

/** Where users come from. They are known by id alone: who has a table of them adds the foreign key. */
export const SOURCES_TABLES: Tables = {
  entities: [RegistrationSourceEntity, UserRegistrationSourceEntity],
  migrations: [Sources1796000700000],
};
