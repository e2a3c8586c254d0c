// Runs on a worker thread: plain JavaScript, so that the file is the same in tests and in the build. CommonJS, which the pool's own code
// requires: a thread that is ended while it requires an ES module takes the whole process with it (SIGABRT in Node's `runSync`).
const { pbkdf2Sync, scryptSync, timingSafeEqual } = require('node:crypto');

/** Above what scrypt needs at the bounds of formats/bounds.ts (128 MiB), below what would hurt. */
const SCRYPT_MAX_MEMORY = 160 * 1024 * 1024;
const BCRYPT_KEY_AT = '$2b$12$'.length + 22;
const ARGON2_VARIANTS = { argon2d: 0, argon2i: 1, argon2id: 2 };
const ARGON2_VERSIONS = { 16: 0, 19: 1 };

/**
 * Native code is loaded for the first task that needs it, never while the thread starts: a service that ends right after its start ends the
 * thread at that moment, and an addon that is just being loaded then takes the whole process with it (`Napi::Error`, SIGABRT on Node 24).
 */
const NATIVE = { bcrypt: () => import('bcrypt'), argon2: () => import('@node-rs/argon2') };

/** bcrypt's key stays in its own base64 letters; what comes after 72 bytes it ignores by itself. */
const DERIVE = {
  bcrypt: (password, { setting }, { hashSync }) => Buffer.from(hashSync(password, setting).slice(BCRYPT_KEY_AT)),
  pbkdf2: (password, { digest, iterations, salt, length }) => pbkdf2Sync(password, salt, iterations, length, digest),
  scrypt: (password, { cost, blockSize, parallelism, salt, length }) =>
    scryptSync(password, salt, length, { N: cost, r: blockSize, p: parallelism, maxmem: SCRYPT_MAX_MEMORY }),
  argon2: (password, { variant, version, memoryKib, passes, lanes, salt, length }, { hashRawSync }) =>
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

/** @param {import('./formats/derivation.js').HashTask} task @returns {Promise<{ key: Uint8Array, tookMs: number }>} */
const derive = async ({ derivation, password }) => {
  const native = (await NATIVE[derivation.algorithm]?.()) ?? {};
  const start = performance.now();
  const key = DERIVE[derivation.algorithm](Buffer.from(password), derivation, native.default ?? native);
  return { key, tookMs: performance.now() - start };
};

/** @param {import('./formats/derivation.js').CheckTask} task @returns {Promise<{ isRight: boolean, tookMs: number }>} */
const verify = async ({ key, ...task }) => {
  const { key: derived, tookMs } = await derive(task);
  return { isRight: derived.length === key.length && timingSafeEqual(derived, key), tookMs };
};

module.exports = { derive, verify };
