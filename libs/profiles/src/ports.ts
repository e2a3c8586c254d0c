import { port } from '@castellan/common';
import type { Replacements } from '@castellan/common';
import { AvatarStore } from './avatars/avatar-store.js';

/** What a host may replace here. */
export const PROFILES_PORTS = {
  avatarStore: port(AvatarStore, ['put', 'remove', 'urlOf', 'read', 'namesOf', 'exportOf']),
} as const;

/** What the host puts in their place. */
export type ProfilesPorts = Replacements<typeof PROFILES_PORTS>;
