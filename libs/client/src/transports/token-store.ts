import type { Tokens } from '../types.js';

/** What a client of the bearer transport keeps. */
export interface Kept {
  readonly tokens: Tokens | null;
  /** Makes this device known to the account; it outlives the session. */
  readonly device_token: string | null;
}

/**
 * Where the tokens are kept: memory, or the key store of a platform. In a browser never `localStorage`, which every script of the page
 * reads: use the cookie transport there.
 */
export interface TokenStore {
  /** Before anything was written: `null`, `undefined` or an empty object will do. A call rejects with what this throws. */
  read(): Partial<Kept> | null | undefined | Promise<Partial<Kept> | null | undefined>;
  /** Where it throws, the client goes on with what it has in memory, and writes again with the next call. */
  write(kept: Kept): void | Promise<void>;
}

/** Keeps them as long as the process, or the page, lives. */
export class TokensInMemory implements TokenStore {
  private kept: Kept = { tokens: null, device_token: null };

  read(): Kept {
    return this.kept;
  }

  write(kept: Kept): void {
    this.kept = kept;
  }
}
