export { AvatarStore } from './avatars/avatar-store.js';
export { Avatars } from './avatars/avatars.service.js';
export type { Settings } from './fields/settings.js';
export { textRule } from './fields/text-rule.js';
export { ProfileExtension } from './profile/profile-extension.js';
export type { FieldErrors, Profile, ProfileInput } from './profile/profile.types.js';
export { Profiles } from './profile/profiles.service.js';
export { ProfilesModule } from './profiles.module.js';
export type { ProfilesModuleOptions } from './profiles.module.js';
