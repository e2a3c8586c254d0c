import bcrypt from 'bcrypt';
import type { AccountsOptions } from '../options.js';
import { HashingPool } from './hashing-pool.js';
import { PasswordHasher } from './password-hasher.js';

describe(PasswordHasher.name, () => {
  const pool = new HashingPool();
  const hasherOf = (bcryptCost: number) => new PasswordHasher(pool, { bcryptCost } as unknown as AccountsOptions);
  const hasher = hasherOf(4);
  afterAll(() => pool.onApplicationShutdown());

  it('accepts the right password and no other', async () => {
    const stored = await hasher.hash('correct horse');
    expect(stored).toMatch(/^bcrypt_hmac_sha384\$\$2b\$04\$/);
    expect(await hasher.verify('correct horse', stored)).toBe(true);
    expect(await hasher.verify('correct horsf', stored)).toBe(false);
  });

  it('tells passwords apart past 72 bytes and past a NUL byte', async () => {
    const long = 'x'.repeat(100);
    expect(await hasher.verify(`${long}b`, await hasher.hash(`${long}a`))).toBe(false);
    expect(await hasher.verify('a\0b', await hasher.hash('a\0c'))).toBe(false);
  });

  it('takes composed and decomposed characters for the same', async () => {
    expect(await hasher.verify('cafe\u0301 au lait', await hasher.hash('caf\u00e9 au lait'))).toBe(true);
  });

  it('spends one hash when there is nothing to check', async () => {
    const spent = jest.spyOn(pool, 'verify');
    expect(await hasher.verify('anything', null)).toBe(false);
    expect(await hasher.verify('anything', 'a string nobody wrote')).toBe(false);
    expect(spent).toHaveBeenCalledTimes(2);
    spent.mockRestore();
  });

  it('checks an unknown user against a well-formed hash of today’s cost', async () => {
    const spent = jest.spyOn(pool, 'verify');
    await hasherOf(6).verify('anything', null);
    expect(bcrypt.getRounds(spent.mock.calls[0]![1])).toBe(6);
    spent.mockRestore();
  });

  it('knows hashes of another cost', async () => {
    expect(hasher.isOutdated(await hasher.hash('a'))).toBe(false);
    expect(hasherOf(5).isOutdated(await hasher.hash('a'))).toBe(true);
  });
});
