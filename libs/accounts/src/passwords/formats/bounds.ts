import type { Derivation } from './derivation.js';

/**
 * What a stored string may ask of a hashing thread: some seconds, and 256 MiB. A hostile or corrupt row must not hang it. Above every
 * default of Django so far (PBKDF2 1 500 000, bcrypt 12, argon2 100 MiB × 2, scrypt 2^14 × 8 × 5) and all that OWASP recommends.
 */
const MAX_PBKDF2_ITERATIONS = 4_000_000;
/** The highest that BCRYPT_COST can be set to. */
const MAX_BCRYPT_COST = 16;
const MAX_SCRYPT_WORK = 2 ** 22;
const MAX_SCRYPT_MEMORY = 2 ** 20; // in blocks of 128 bytes: 128 MiB
const MAX_ARGON2_KIB = 2 ** 18;
const MAX_ARGON2_WORK_KIB = 2 ** 20;
const MAX_ARGON2_LANES = 64;
const MAX_SALT = 128;
/** A key of few bytes would be guessed, one of none would fit any password. */
const KEY = { least: 16, most: 64 };

/** Can this be computed, and at a bearable price? */
export function isBearable(derivation: Derivation): boolean {
  return hasFitCost(derivation) && (derivation.algorithm === 'bcrypt' || hasFitSizes(derivation));
}

function hasFitCost(derivation: Derivation): boolean {
  switch (derivation.algorithm) {
    case 'bcrypt':
      return isWithin(Number(derivation.setting.slice(4, 6)), 4, MAX_BCRYPT_COST);
    case 'pbkdf2':
      return isWithin(derivation.iterations, 1, MAX_PBKDF2_ITERATIONS);
    case 'scrypt':
      return hasFitScryptCost(derivation);
    case 'argon2':
      return hasFitArgon2Cost(derivation);
  }
}

function hasFitScryptCost({ cost, blockSize, parallelism }: Derivation & { algorithm: 'scrypt' }): boolean {
  const isPowerOfTwo = isWithin(cost, 2, MAX_SCRYPT_MEMORY) && (cost & (cost - 1)) === 0;
  return (
    isPowerOfTwo &&
    isWithin(blockSize, 1, MAX_SCRYPT_MEMORY) &&
    cost < 2 ** (16 * blockSize) && // RFC 7914 §2
    isWithin(parallelism, 1, MAX_SCRYPT_WORK) &&
    (cost + parallelism) * blockSize <= MAX_SCRYPT_MEMORY &&
    cost * blockSize * parallelism <= MAX_SCRYPT_WORK
  );
}

function hasFitArgon2Cost({ memoryKib, passes, lanes }: Derivation & { algorithm: 'argon2' }): boolean {
  const isWhole = isWithin(passes, 1, MAX_ARGON2_WORK_KIB) && isWithin(lanes, 1, MAX_ARGON2_LANES);
  return isWhole && isWithin(memoryKib, 8 * lanes, MAX_ARGON2_KIB) && memoryKib * passes <= MAX_ARGON2_WORK_KIB; // RFC 9106 §3.1: 8 a lane
}

function hasFitSizes({ algorithm, salt, length }: Exclude<Derivation, { algorithm: 'bcrypt' }>): boolean {
  const leastSalt = algorithm === 'argon2' ? 8 : 1; // RFC 9106 §3.1; Django refuses an empty salt
  return isWithin(salt.length, leastSalt, MAX_SALT) && isWithin(length, KEY.least, KEY.most);
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}
