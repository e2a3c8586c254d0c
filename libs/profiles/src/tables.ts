import type { Tables } from '@castellan/data';
import { AvatarEntity } from './avatars/avatar.entity.js';
import { ProfileEntity } from './profile/profile.entity.js';
import { Profiles1796000500000 } from './migrations/1796000500000-profiles.js';

/** Profiles and avatars. Users are known by id alone: who has a table of them adds the foreign key. */
export const PROFILES_TABLES: Tables = {
  entities: [ProfileEntity, AvatarEntity],
  migrations: [Profiles1796000500000],
};
