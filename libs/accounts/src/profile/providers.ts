import { OwnAvatar } from './own-avatar.service.js';
import { OwnProfileReading } from './own-profile-reading.service.js';
import { OwnProfile } from './own-profile.service.js';

export const PROFILE_PROVIDERS = [OwnAvatar, OwnProfile, OwnProfileReading];
