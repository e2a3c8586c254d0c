import { AvatarEntity } from './avatars/avatar.entity.js';
import { ProfileEntity } from './profile/profile.entity.js';

export const PROFILES_TABLES = [ProfileEntity, AvatarEntity];
