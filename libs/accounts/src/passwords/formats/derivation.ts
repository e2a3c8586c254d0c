/** How a key is made from a password: plain data, as the hashing threads get it. Salts and lengths are bytes. */
export type Derivation =
  | { readonly algorithm: 'bcrypt'; /** `$2b$<cost>$<22 letters of salt>` */ readonly setting: string }
  | {
      readonly algorithm: 'pbkdf2';
      readonly digest: 'sha1' | 'sha256';
      readonly iterations: number;
      readonly salt: Uint8Array;
      readonly length: number;
    }
  | {
      readonly algorithm: 'scrypt';
      readonly cost: number;
      readonly blockSize: number;
      readonly parallelism: number;
      readonly salt: Uint8Array;
      readonly length: number;
    }
  | Argon2;

export interface Argon2 {
  readonly algorithm: 'argon2';
  readonly variant: 'argon2d' | 'argon2i' | 'argon2id';
  readonly version: 16 | 19;
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Uint8Array;
  readonly length: number;
}

/** The work of one hash. */
export interface HashTask {
  readonly derivation: Derivation;
  /** As the format prepared it. */
  readonly password: string;
}

/** The work of one check: one hash, and whether it comes to this key. */
export interface CheckTask extends HashTask {
  readonly key: Uint8Array;
}

/** What a stored string says: the key, and how it was made. */
export interface StoredKey {
  readonly derivation: Derivation;
  readonly key: Uint8Array;
}
