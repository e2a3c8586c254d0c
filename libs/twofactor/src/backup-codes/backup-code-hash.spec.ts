import crypto from 'node:crypto';
import { hashBackupCode, matchesBackupCode } from './backup-code-hash.js';

describe('the hash of a backup code', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is slow, salted, and says what it cost', async () => {
    const [one, another] = [await hashBackupCode('M4XJT9WPQH'), await hashBackupCode('M4XJT9WPQH')];

    expect(one).toMatch(/^scrypt\$16384\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(another);
    expect(one).not.toContain('M4XJT9WPQH');
  });

  it('matches its code alone', async () => {
    const stored = await hashBackupCode('M4XJT9WPQH');

    expect(await matchesBackupCode('M4XJT9WPQH', stored)).toBe(true);
    expect(await matchesBackupCode('M4XJT9WPQJ', stored)).toBe(false);
  });

  it('reads what was stored at another cost', async () => {
    const salt = Buffer.from('sixteen bytes...');
    const stored = `scrypt$1024$8$1$${salt.toString('base64url')}$${crypto.scryptSync('M4XJT9WPQH', salt, 32, { N: 1024, r: 8, p: 1 }).toString('base64url')}`;

    expect(await matchesBackupCode('M4XJT9WPQH', stored)).toBe(true);
  });

  it('gives no clue by its time which codes there are: every check costs one hash', async () => {
    const stored = await hashBackupCode('M4XJT9WPQH');
    const salted = `${'a'.repeat(22)}$${'b'.repeat(43)}`;
    const hashes = jest.spyOn(crypto, 'scrypt');
    const all = [stored, null, '', 'rubbish', `scrypt$16383$8$1$${salted}`, `scrypt$1048576$99$1$${salted}`, `scrypt$0$0$0$${salted}`];

    for (const [index, candidate] of all.entries()) {
      expect(await matchesBackupCode('0000000000', candidate)).toBe(false);
      expect(hashes).toHaveBeenCalledTimes(index + 1);
      expect(hashes.mock.lastCall?.[3]).toMatchObject({ N: 16384, r: 8, p: 1 });
    }
  });
});
