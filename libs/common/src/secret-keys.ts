import { deriveKey, sha256 } from './secrets.js';

/** A key for one purpose, and the short public id by which sealed values name it. @internal */
export interface PurposeKey {
  readonly id: string;
  readonly key: Buffer;
}

/**
 * `SECRET_KEY` and its `SECRET_KEY_FALLBACKS`. Everything secret at rest derives from them, one key for each purpose:
 * the first key writes, all keys read, so that the secret can be rotated without losing anything.
 */
export class SecretKeys {
  private readonly derived = new Map<string, readonly PurposeKey[]>();

  constructor(private readonly secrets: readonly [current: string, ...fallbacks: string[]]) {}

  current(purpose: string): PurposeKey {
    return this.all(purpose)[0]!;
  }

  /** The current key first, then the fallbacks. */
  all(purpose: string): readonly PurposeKey[] {
    const known = this.derived.get(purpose);
    if (known) return known;
    const keys = this.secrets.map((secret) => purposeKey(secret, purpose));
    this.derived.set(purpose, keys);
    return keys;
  }
}

function purposeKey(secret: string, purpose: string): PurposeKey {
  const key = deriveKey(secret, purpose);
  return { id: sha256(key).toString('base64url').slice(0, 8), key };
}
