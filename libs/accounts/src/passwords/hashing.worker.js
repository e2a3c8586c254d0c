// Runs on a worker thread: plain JavaScript, so that the file is the same in tests and in the build.
import { hashRawSync } from '@node-rs/argon2';
import bcrypt from 'bcrypt';
import { pbkdf2Sync, scryptSync, timingSafeEqual } from 'node:crypto';

/** Above what scrypt needs at the bounds of formats/bounds.ts (128 MiB), below what would hurt. */
const SCRYPT_MAX_MEMORY = 160 * 1024 * 1024;
const BCRYPT_KEY_AT = '$2b$12$'.length + 22;
const ARGON2_VARIANTS = { argon2d: 0, argon2i: 1, argon2id: 2 };
const ARGON2_VERSIONS = { 16: 0, 19: 1 };

/** bcrypt's key stays in its own base64 letters; what comes after 72 bytes it ignores by itself. */
const DERIVE = {
  bcrypt: (password, { setting }) => Buffer.from(bcrypt.hashSync(password, setting).slice(BCRYPT_KEY_AT)),
  pbkdf2: (password, { digest, iterations, salt, length }) => pbkdf2Sync(password, salt, iterations, length, digest),
  scrypt: (password, { cost, blockSize, parallelism, salt, length }) =>
    scryptSync(password, salt, length, { N: cost, r: blockSize, p: parallelism, maxmem: SCRYPT_MAX_MEMORY }),
  argon2: (password, { variant, version, memoryKib, passes, lanes, salt, length }) =>
    hashRawSync(password, {
      algorithm: ARGON2_VARIANTS[variant],
      version: ARGON2_VERSIONS[version],
      memoryCost: memoryKib,
      timeCost: passes,
      parallelism: lanes,
      salt,
      outputLen: length,
    }),
};

/** @param {import('./formats/derivation.js').HashTask} task @returns {Uint8Array} */
const keyOf = ({ derivation, password }) => DERIVE[derivation.algorithm](Buffer.from(password), derivation);

/** @param {import('./formats/derivation.js').HashTask} task @returns {{ key: Uint8Array, tookMs: number }} */
export const derive = (task) => {
  const start = performance.now();
  return { key: keyOf(task), tookMs: performance.now() - start };
};

/** @param {import('./formats/derivation.js').CheckTask} task @returns {{ isRight: boolean, tookMs: number }} */
export const verify = ({ key, ...task }) => {
  const start = performance.now();
  const derived = keyOf(task);
  return { isRight: derived.length === key.length && timingSafeEqual(derived, key), tookMs: performance.now() - start };
};
