import type { AccountsOptions } from '../options.js';
import vectors from './formats/django-vectors.json' with { type: 'json' };
import { HashingPool } from './hashing-pool.js';
import { PasswordHasher } from './password-hasher.js';

const DECOY_COST = '$2b$04$';
const PASSWORD = vectors[0]!.password;

describe(PasswordHasher.name, () => {
  const pool = new HashingPool();
  const hasherOf = (bcryptCost: number, passwordHasher: AccountsOptions['passwordHasher'] = 'bcrypt') =>
    new PasswordHasher(pool, { bcryptCost, passwordHasher } as unknown as AccountsOptions, null);
  const hasher = hasherOf(4);
  const argon2 = hasherOf(4, 'argon2id');
  const spent = jest.spyOn(pool, 'verify');
  beforeEach(() => spent.mockClear());
  afterAll(() => pool.onApplicationShutdown());

  describe.each([
    ['bcrypt', hasher, /^bcrypt_hmac_sha384\$\$2b\$04\$[./A-Za-z0-9]{53}$/],
    ['argon2id', argon2, /^argon2id_nfc\$\$argon2id\$v=19\$m=19456,t=2,p=1\$[+/A-Za-z0-9]{22}\$[+/A-Za-z0-9]{43}$/],
  ])('with %s', (_, current, shape) => {
    it('accepts the right password and no other', async () => {
      const stored = await current.hash('correct horse');
      expect(stored).toMatch(shape);
      expect(await current.check('correct horse', stored)).toBe('right');
      expect(await current.check('correct horsf', stored)).toBe('wrong');
      expect(await current.check('', stored)).toBe('wrong');
    });

    it('salts every hash', async () => {
      expect(await current.hash('correct horse')).not.toBe(await current.hash('correct horse'));
    });

    it('tells passwords apart past 72 bytes and past a NUL byte', async () => {
      const long = 'x'.repeat(100);
      expect(await current.check(`${long}b`, await current.hash(`${long}a`))).toBe('wrong');
      expect(await current.check('a\0b', await current.hash('a\0c'))).toBe('wrong');
    });

    it('takes composed and decomposed characters for the same', async () => {
      expect(await current.check('cafe\u0301 au lait', await current.hash('caf\u00e9 au lait'))).toBe('right');
    });
  });

  it.each(vectors)('accepts $format of $source as stored: $stored', async ({ password, stored }) => {
    expect(await hasher.check(password, stored)).toBe('right');
    expect(await hasher.check(`!${password}`, stored)).toBe('wrong');
  });

  it('takes imported passwords as they were typed', async () => {
    const typed = vectors.filter(({ password }) => password.startsWith('caf\u00e9'));
    expect(typed.length).toBeGreaterThan(10);
    for (const { password, stored } of typed) expect(await hasher.check(password.normalize('NFD'), stored)).toBe('wrong');
  });

  it('makes even cheap imported hashes wait for the time of today’s', async () => {
    const careful = hasherOf(10);
    await careful.check('anything', null);
    const { tookMs } = await (spent.mock.results[0]!.value as ReturnType<HashingPool['verify']>);
    const cheap = vectors.find(({ stored }) => stored.startsWith('pbkdf2_sha256$20$'))!;

    const start = performance.now();
    expect(await careful.check('wrong', cheap.stored)).toBe('wrong');
    expect(performance.now() - start).toBeGreaterThan(tookMs - 2); // a timer may fire early by a millisecond
  });

  describe('spends one hash of today’s cost and accepts nothing', () => {
    it.each([null, '!', '!xyzzy'])('when nobody has a password: %s', async (stored) => {
      expect(await hasher.check(stored ?? '', stored)).toBe('wrong');
      expect(await hasher.verify('anything', stored)).toBe(false);
      expectOneDecoyEach(2);
    });

    it('when the unknown user comes at another cost', async () => {
      await hasherOf(6).check('anything', null);
      expect(spent.mock.calls[0]![0].derivation).toMatchObject({ setting: expect.stringMatching(/^\$2b\$06\$/) as string });
      await argon2.check('anything', null);
      expect(spent.mock.calls[1]![0].derivation).toMatchObject({ variant: 'argon2id', memoryKib: 19_456, passes: 2 });
    });

    it.each(['', 'plain text', 'pbkdf2_sha256$1000000000$salt$AAAA', '$2b$31$' + '.'.repeat(53), 'argon2$', 'sha1$salt$aaaa'])(
      'for a string that nobody can read: %s',
      async (stored) => {
        expect(await hasher.check(PASSWORD, stored)).toBe('unreadable');
        expectOneDecoyEach(1);
      },
    );

    it('for every known string cut short, anywhere', async () => {
      for (const stored of oneOfEachFormat()) {
        for (let length = 0; length < stored.length; length += 5) {
          expect(await hasher.check('', stored.slice(0, length))).not.toBe('right');
        }
      }
    });

    function expectOneDecoyEach(checks: number): void {
      expect(spent).toHaveBeenCalledTimes(checks);
      for (const [{ derivation, key }] of spent.mock.calls) {
        expect(derivation).toMatchObject({ algorithm: 'bcrypt', setting: expect.stringContaining(DECOY_COST) as string });
        expect(key).toHaveLength(0);
      }
    }
  });

  it('computes the dearest string it accepts in bearable time', async () => {
    const base64 = (length: number) => Buffer.alloc(length).toString('base64');
    const argon2 = (costs: string) => `argon2$argon2id$v=19$${costs}$c2FsdHNhbHQ$${'A'.repeat(43)}`;
    const dearest = [
      `pbkdf2_sha256$4000000$salt$${base64(32)}`,
      `scrypt$131072$salt$7$4$${base64(64)}`,
      `scrypt$32768$salt$1$1$${base64(64)}`,
      `scrypt$2$salt$1$1$${base64(64)}`,
      argon2('m=262144,t=4,p=8'),
      argon2('m=8,t=1,p=1'),
      argon2('m=512,t=1,p=64'),
    ];
    for (const stored of dearest) {
      const start = performance.now();
      expect(await hasher.check('anything', stored)).toBe('wrong');
      expect(performance.now() - start).toBeLessThan(20_000);
    }
  });

  describe('isOutdated', () => {
    it('knows hashes of another cost', async () => {
      expect(hasher.isOutdated(await hasher.hash('a'))).toBe(false);
      expect(hasherOf(5).isOutdated(await hasher.hash('a'))).toBe(true);
      expect(argon2.isOutdated(await argon2.hash('a'))).toBe(false);
      expect(argon2.isOutdated((await argon2.hash('a')).replace('t=2', 't=1'))).toBe(true);
    });

    it('knows every imported format', () => {
      for (const { stored } of vectors) expect([hasher.isOutdated(stored), argon2.isOutdated(stored)]).toEqual([true, true]);
    });

    it('leads from Django over bcrypt to argon2id and back, the password right all the way', async () => {
      let stored = vectors[0]!.stored;
      for (const next of [hasher, hasherOf(5), argon2, hasher]) {
        expect(await next.check(PASSWORD, stored)).toBe('right');
        expect(next.isOutdated(stored)).toBe(true);
        stored = await next.hash(PASSWORD);
        expect(next.isOutdated(stored)).toBe(false);
      }
    });
  });
});

function oneOfEachFormat(): string[] {
  return [...new Map(vectors.map(({ format, stored }) => [format, stored])).values()];
}
