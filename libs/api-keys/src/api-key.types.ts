import type { ApiKeyEntity } from './api-key.entity.js';

/** A key as services pass it on; no secret in it. */
export type ApiKey = Readonly<Omit<ApiKeyEntity, 'secretHash'>>;

/** A key with the hash of its secret, for the one place that checks it. */
export type StoredApiKey = Readonly<ApiKeyEntity>;

/** What an operator gives of a new key. */
export interface NewApiKey {
  /** 1 to 64 characters, for people. */
  readonly name: string;
  readonly permissions: readonly string[];
  /** Milliseconds; without it the key lives until it is revoked. */
  readonly expiresInMs?: number;
  /** Addresses, and blocks of them, that it may be used from; from everywhere without them. */
  readonly cidrs?: readonly string[];
}

/** A key as a request shows it, when it is good: what it may do right now. */
export interface AuthenticatedKey {
  readonly id: string;
  readonly name: string;
  /** Null of one that was made by the command line. */
  readonly makerId: string | null;
  /** Sorted codenames: its own, as far as its maker has them now. */
  readonly permissions: readonly string[];
}
