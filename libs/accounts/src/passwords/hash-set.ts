/** A set of SHA-1 hashes in a file. */
export interface HashSet {
  /** Whether the hash, 20 bytes, is in it. */
  has(hash: Buffer): Promise<boolean>;
}

/** The file is none that is known; `message` completes "<file> …". */
export class UnknownHashSet extends Error {}
