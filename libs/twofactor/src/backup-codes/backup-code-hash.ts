import { randomBytes, scrypt } from 'node:crypto';
import { equalInConstantTime } from '@castellan/common';

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** 16 MiB and some 40 ms: over 50 random bits that is out of reach, and a check does not hold up its caller. */
const COST: Cost = { N: 2 ** 14, r: 8, p: 1 };
const MAX_MEMORY = 2 ** 26;
const STORED = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

/** Shorter than any hash, so equal to none. */
const NO_HASH = Buffer.alloc(0);

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
  const { cost, salt, hash } = readStored(stored ?? '') ?? { cost: COST, salt: randomBytes(SALT_BYTES), hash: NO_HASH };
  return equalInConstantTime(await scryptOf(secret, salt, cost), hash);
}

/** Null for what is not ours, or would cost more than a request may. */
function readStored(stored: string): { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer } | null {
  const [, n, r, p, salt, hash] = STORED.exec(stored) ?? [];
  if (!salt || !hash) return null;
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  return isAffordable(cost) ? { cost, salt: Buffer.from(salt, 'base64url'), hash: Buffer.from(hash, 'base64url') } : null;
}

function isAffordable({ N, r, p }: Cost): boolean {
  const isPowerOfTwo = N > 1 && Number.isInteger(Math.log2(N));
  return isPowerOfTwo && r > 0 && p > 0 && p <= 4 && 128 * r * (N + p + 2) <= MAX_MEMORY;
}

function scryptOf(secret: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, HASH_BYTES, { N, r, p, maxmem: MAX_MEMORY }, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
