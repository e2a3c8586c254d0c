import type { Identity } from '@castellan/federation';
import type { User } from '../users/user.types.js';

/** Whose account a person at a provider is. */
export interface FoundAccount {
  readonly user: User;
  readonly identity: Identity;
}
