import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { canonicalJson } from '../records/canonical-json.js';

const IV_BYTES = 12; // NIST SP 800-38D §5.2.1.1
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const CHECKED = 'castellan export';
/** OWASP Password Storage: scrypt with N = 2^17, r = 8, p = 1. Some 128 MiB and half a second, once for a file. */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
const MAX_MEMORY = 256 * 1024 * 1024;

/** How the secrets of a file are sealed, as its first line says. */
export interface SealHeader {
  readonly cipher: 'aes-256-gcm';
  readonly kdf: 'scrypt';
  readonly N: number;
  readonly r: number;
  readonly p: number;
  /** Base64url. */
  readonly salt: string;
  /** Opens with the right passphrase alone, and beside nothing that was changed. */
  readonly check: string;
}

/** It is another passphrase, or the first line is not as it was written. */
export class WrongPassphrase extends Error {}

/** The members of a line that are in the clear. */
type Members = Readonly<Record<string, unknown>>;

/**
 * Seals something of each line by a passphrase, bound to all else that the line says: what was moved to another line, or stands beside
 * something that was changed, does not open.
 */
export class LineSeal {
  private constructor(
    private readonly key: Buffer,
    private readonly salt: string,
  ) {}

  static async make(passphrase: string): Promise<LineSeal> {
    const salt = randomBytes(16);
    return new LineSeal(await keyOf(passphrase, salt), salt.toString('base64url'));
  }

  /** @param header of the first line, beside its other members @throws WrongPassphrase */
  static async of(passphrase: string, header: SealHeader, others: Members): Promise<LineSeal> {
    const { N, r, p, salt, check } = header;
    if (N !== COST.N || r !== COST.r || p !== COST.p || typeof salt !== 'string' || typeof check !== 'string')
      throw new WrongPassphrase('Its secrets are sealed in a way that no file of ours has.');
    const seal = new LineSeal(await keyOf(passphrase, Buffer.from(salt, 'base64url')), salt);
    if (seal.open(check, others) === CHECKED) return seal;
    throw new WrongPassphrase('The passphrase is not the one that the file was written with, or its first line was changed since.');
  }

  /** How it is sealed, for the first line with these other members. */
  header(others: Members): SealHeader {
    return { cipher: 'aes-256-gcm', kdf: 'scrypt', ...COST, salt: this.salt, check: this.seal(CHECKED, others) };
  }

  seal(text: string, others: Members): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(bytesOf(others));
    return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** Null for what does not open. */
  open(text: string, others: Members): string | null {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length < IV_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(bytesOf(others)).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString();
    } catch {
      return null;
    }
  }
}

const bytesOf = (members: Members): Buffer => Buffer.from(canonicalJson(members));

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, KEY_BYTES, { ...COST, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
