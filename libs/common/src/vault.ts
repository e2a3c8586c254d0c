import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretKeys } from './secret-keys.js';

const VERSION = 'v1';
const IV_BYTES = 12; // NIST SP 800-38D §5.2.1.1
const TAG_BYTES = 16;

/** A sealed value that no configured key opens, or that was altered or moved to another context. */
export class SealBroken extends Error {}

/** Seals secrets at rest with AES-256-GCM. A value opens only in the `context` it was sealed for (additional authenticated data). */
export class Vault {
  constructor(
    private readonly keys: SecretKeys,
    private readonly purpose: string,
  ) {}

  /** `v1.<key id>.<base64url(iv ‖ ciphertext ‖ tag)>`. */
  seal(plaintext: string | Buffer, context: string): string {
    const { id, key } = this.keys.current(this.purpose);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${id}.${sealed.toString('base64url')}`;
  }

  /** @throws SealBroken */
  open(sealed: string, context: string): Buffer {
    const [version, id, body] = sealed.split('.');
    const found = this.keys.all(this.purpose).find((candidate) => candidate.id === id);
    if (version !== VERSION || !found || !body) throw new SealBroken('The sealed value names no configured key.');
    try {
      return decrypt(Buffer.from(body, 'base64url'), found.key, context);
    } catch (cause) {
      throw new SealBroken('The sealed value was altered or belongs elsewhere.', { cause });
    }
  }

  /** True when the value was sealed with a fallback key and should be sealed again. */
  isStale(sealed: string): boolean {
    return sealed.split('.')[1] !== this.keys.current(this.purpose).id;
  }
}

function decrypt(bytes: Buffer, key: Buffer, context: string): Buffer {
  const iv = bytes.subarray(0, IV_BYTES);
  const tag = bytes.subarray(-TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(context)).setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
}
