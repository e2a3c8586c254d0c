import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';

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
  /** Opens with the right passphrase alone. */
  readonly check: string;
}

/** It is another passphrase, or the file is not as it was written. */
export class WrongPassphrase extends Error {}

/** Seals the secrets of users by a passphrase, each for its user: one that is moved to another line does not open. */
export class LineSeal {
  private constructor(
    private readonly key: Buffer,
    readonly header: SealHeader,
  ) {}

  static async make(passphrase: string): Promise<LineSeal> {
    const salt = randomBytes(16);
    const key = await keyOf(passphrase, salt, COST);
    const header = {
      cipher: 'aes-256-gcm',
      kdf: 'scrypt',
      ...COST,
      salt: salt.toString('base64url'),
      check: sealed(key, CHECKED, ''),
    } as const;
    return new LineSeal(key, header);
  }

  /** @throws WrongPassphrase */
  static async of(passphrase: string, header: SealHeader): Promise<LineSeal> {
    const { N, r, p } = header;
    if (N !== COST.N || r !== COST.r || p !== COST.p || typeof header.salt !== 'string' || typeof header.check !== 'string')
      throw new WrongPassphrase('Its secrets are sealed in a way that no file of ours has.');
    const seal = new LineSeal(await keyOf(passphrase, Buffer.from(header.salt, 'base64url'), { N, r, p }), header);
    if (seal.open(header.check, '') !== CHECKED) throw new WrongPassphrase('The passphrase is not the one that the file was written with.');
    return seal;
  }

  seal(text: string, id: string): string {
    return sealed(this.key, text, id);
  }

  /** Null for what does not open. */
  open(text: string, id: string): string | null {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length < IV_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString();
    } catch {
      return null;
    }
  }
}

function sealed(key: Buffer, text: string, id: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id));
  return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function keyOf(
  passphrase: string,
  salt: Buffer,
  { N, r, p }: { readonly N: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, KEY_BYTES, { N, r, p, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
