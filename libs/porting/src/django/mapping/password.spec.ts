import { djangoPassword } from './password.js';

describe(djangoPassword, () => {
  it.each([
    ['pbkdf2_sha256$260000$salt$key', 'pbkdf2_sha256'],
    ['argon2$argon2id$v=19$m=1,t=1,p=1$a$b', 'argon2'],
    ['bcrypt_sha256$$2b$12$x', 'bcrypt_sha256'],
    ['$2b$12$x', 'bcrypt'],
    ['whirlpool$1$x', 'whirlpool'],
    ['what is this', 'unknown'],
  ])('keeps %s, and calls it %s', (stored, family) => {
    expect(djangoPassword(stored, null)).toEqual({ hash: stored, family, isWeak: false });
  });

  it.each([
    ['5f4dcc3b5aa765d61d8327deb882cf99', 'unsalted_md5'],
    ['md5$$5f4dcc3b5aa765d61d8327deb882cf99', 'unsalted_md5'],
    ['5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8', 'unsalted_sha1'],
    ['sha1$$5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8', 'unsalted_sha1'],
    ['md5$salt$00', 'md5'],
    ['sha1$salt$00', 'sha1'],
    ['crypt$$x', 'crypt'],
  ])('keeps nothing of a fast hash: %s', (stored, family) => {
    expect(djangoPassword(stored, null)).toEqual({ hash: null, family, isWeak: true });
  });

  it.each(['', '!', '!abc', null, undefined, 7n])('is none: %s', (stored) => {
    const { hash, isWeak } = djangoPassword(typeof stored === 'bigint' ? '' : stored, null);
    expect([hash, isWeak]).toEqual([null, false]);
  });

  it('joins a salt and a digest of two columns', () => {
    const key = Buffer.alloc(32, 7);
    expect(djangoPassword(key.toString('hex'), 'NaCl')).toMatchObject({ hash: `pbkdf2_sha256_hex$260000$NaCl$${key.toString('hex')}` });
    expect(djangoPassword(key.toString('base64url'), 'c2FsdA==')).toMatchObject({
      hash: `pbkdf2_sha256_b64$210000$c2FsdA==$${key.toString('base64url')}`,
      family: 'salt_and_digest',
    });
  });
});
