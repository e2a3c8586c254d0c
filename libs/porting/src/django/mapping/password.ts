import { text } from './values.js';

/** What a stored password is worth here. */
export interface DjangoPassword {
  /** As it is kept; null for none. */
  readonly hash: string | null;
  /** By Django's name of the algorithm. */
  readonly family: string;
  /** Its owner chooses a new one by mail. */
  readonly isWeak: boolean;
}

/** Iterations that stand in the code of systems which keep salt and key in two columns. */
const PAIR_ITERATIONS = { hex: 260_000, base64: 210_000 } as const;

/** Reads a stored password. Fast hashes are worth nothing: whoever has a copy of the table has the passwords. */
export function djangoPassword(stored: unknown, salt: unknown): DjangoPassword {
  const password = text(stored);
  if (password === '' || password.startsWith('!')) return { hash: null, family: 'unusable', isWeak: false };
  const pair = saltAndDigest(password, text(salt));
  if (pair) return { hash: pair, family: 'salt_and_digest', isWeak: false };
  const family = familyOf(password);
  const isWeak = /(?:^|_)(?:md5|sha1|crypt)$/.test(family) && !family.startsWith('pbkdf2');
  return { hash: isWeak ? null : password, family, isWeak };
}

function familyOf(password: string): string {
  if (/^[0-9a-f]{32}$/i.test(password) || /^md5\$\$/.test(password)) return 'unsalted_md5';
  if (/^[0-9a-f]{40}$/i.test(password) || /^sha1\$\$/.test(password)) return 'unsalted_sha1';
  if (/^\$2[abxy]\$/.test(password)) return 'bcrypt';
  return /^([a-z0-9_]{1,40})\$/.exec(password)?.[1] ?? 'unknown';
}

function saltAndDigest(digest: string, salt: string): string | null {
  if (salt === '' || digest.includes('$') || salt.includes('$')) return null;
  if (/^[0-9a-f]{64}$/i.test(digest)) return `pbkdf2_sha256_hex$${PAIR_ITERATIONS.hex}$${salt}$${digest.toLowerCase()}`;
  if (/^[\w-]{43}=?$/.test(digest)) return `pbkdf2_sha256_b64$${PAIR_ITERATIONS.base64}$${salt}$${digest}`;
  return null;
}
