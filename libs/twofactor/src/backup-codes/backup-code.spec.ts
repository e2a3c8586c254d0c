import { newBackupCodes, readBackupCode, writeBackupCode } from './backup-code.js';

const CODE = { selector: '7KQ2', secret: 'M4XJT9WPQH' };

describe('a backup code', () => {
  it('is written in groups, and read back', () => {
    expect(writeBackupCode(CODE)).toBe('7KQ2-M4XJT-9WPQH');
    for (const code of newBackupCodes(100)) expect(readBackupCode(writeBackupCode(code).replaceAll('-', ''))).toEqual(code);
  });

  it('is four characters to find it by and fifty bits that are random, of letters that nobody mixes up', () => {
    const codes = newBackupCodes(100);

    for (const { selector, secret } of codes) expect(`${selector} ${secret}`).toMatch(/^[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{10}$/);
    expect(new Set(codes.map(({ selector }) => selector)).size).toBe(100);
    expect(new Set(codes.flatMap(({ secret }) => [...secret])).size).toBe(32);
  });

  it.each(['7kq2m4xjt9wpqh', '7KQ2M4XJT9WPQH'])('is read from %s', (typed) => {
    expect(readBackupCode(typed)).toEqual(CODE);
  });

  it('is read where O, I and L were typed for what they look like', () => {
    expect(readBackupCode('Oo0Il1OOOOOILI')).toEqual({ selector: '0001', secret: '1100000111' });
  });

  it.each(['', '7KQ2M4XJT9WPQ', '7KQ2M4XJT9WPQHX', '7KQ2M4XJT9WPQ!', '７KQ2M4XJT9WPQH', '7KQ2M4XJT9WPQ\u0000', '😀😀😀😀😀😀😀'])(
    'is not read from %j',
    (typed) => {
      expect(readBackupCode(typed)).toBeNull();
    },
  );
});
