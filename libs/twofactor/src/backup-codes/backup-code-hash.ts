import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { equalInConstantTime } from '@castellan/common';

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** 16 MiB and some 40 ms: over 50 random bits that is out of reach, and a check does not hold up its caller. */
const COST: Cost = { N: 2 ** 14, r: 8, p: 1 };
const STORED = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;
const MAX_MEMORY = 2 ** 26;

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** `scrypt$N$r$p$salt$hash` (RFC 7914), salt and hash in base64url. */
export async function hashBackupCode(secret: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await scryptOf(secret, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Costs one hash, also where nothing is stored (null), so that the time does not tell which selectors there are. */
export async function matchesBackupCode(secret: string, stored: string | null): Promise<boolean> {
  const [, n, r, p, salt, hash] = STORED.exec(stored ?? '') ?? [];
  if (!salt || !hash) {
    await scryptOf(secret, randomBytes(SALT_BYTES), COST);
    return false;
  }
  const computed = await scryptOf(secret, Buffer.from(salt, 'base64url'), { N: Number(n), r: Number(r), p: Number(p) });
  return equalInConstantTime(computed, Buffer.from(hash, 'base64url'));
}

function scryptOf(secret: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return derive(secret, salt, HASH_BYTES, { N, r, p, maxmem: MAX_MEMORY });
}
