import type { FirstFactor } from './factor.js';

/**
 * A first factor that is kept in the account, and can be removed from it. Any provider of the app that extends this class is found when the
 * app starts; there is nothing to register.
 */
export abstract class KeptFactor {
  /** A sign-in began with `first`, and waits: is there still what it was proven by? One that was removed meanwhile finishes nothing. */
  abstract stands(userId: string, first: FirstFactor): Promise<boolean>;
}
