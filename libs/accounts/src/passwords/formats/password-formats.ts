import { argon2idNfc } from './argon2id-nfc.js';
import { bcryptHmacSha384 } from './bcrypt-hmac-sha384.js';
import { isBearable } from './bounds.js';
import type { CheckTask } from './derivation.js';
import { djangoArgon2 } from './django-argon2.js';
import { djangoBcrypt, djangoBcryptSha256 } from './django-bcrypt.js';
import { djangoPbkdf2Sha1, djangoPbkdf2Sha256 } from './django-pbkdf2.js';
import { djangoScrypt } from './django-scrypt.js';
import type { CurrentFormat, PasswordFormat } from './password-format.js';
import { pbkdf2Base64 } from './pbkdf2-base64.js';
import { pbkdf2Hex } from './pbkdf2-hex.js';
import { plainBcrypt } from './plain-bcrypt.js';

const IMPORTED: readonly PasswordFormat[] = [
  djangoPbkdf2Sha256,
  djangoPbkdf2Sha1,
  djangoBcryptSha256,
  djangoBcrypt,
  djangoArgon2,
  djangoScrypt,
  pbkdf2Hex,
  pbkdf2Base64,
  plainBcrypt,
];
/** The longest known string (scrypt with a long salt) stays below 300. */
const MAX_STORED_LENGTH = 512;

/** Every format there is, and the one of them that new passwords are stored in. */
export class PasswordFormats {
  readonly current: CurrentFormat;
  private readonly all: readonly PasswordFormat[];

  constructor(hasher: 'bcrypt' | 'argon2id', bcryptCost: number) {
    const bcrypt = bcryptHmacSha384(bcryptCost);
    this.current = hasher === 'bcrypt' ? bcrypt : argon2idNfc;
    this.all = [bcrypt, argon2idNfc, ...IMPORTED];
  }

  /** The work that checks a password against a stored string; null when the string is unknown, corrupt or asks for too much. */
  taskFor(password: string, stored: string): CheckTask | null {
    const format = this.formatOf(stored);
    const parsed = format?.parse(stored);
    if (!format || !parsed || !isBearable(parsed.derivation)) return null;
    return { ...parsed, password: format.prepare(password) };
  }

  /** Would a password be stored in another way today? */
  isOutdated(stored: string): boolean {
    const { current } = this;
    const parsed = stored.startsWith(current.prefix) ? current.parse(stored) : null;
    return parsed === null || !current.isCurrent(parsed.derivation);
  }

  /** Would strings with the prefix be taken for those of a format here, or the other way around? */
  knows(prefix: string): boolean {
    return this.all.some((format) => format.prefix.startsWith(prefix) || prefix.startsWith(format.prefix));
  }

  private formatOf(stored: string): PasswordFormat | undefined {
    return stored.length > MAX_STORED_LENGTH ? undefined : this.all.find(({ prefix }) => stored.startsWith(prefix));
  }
}
