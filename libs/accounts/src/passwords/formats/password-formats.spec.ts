import vectors from './django-vectors.json' with { type: 'json' };
import { PasswordFormats } from './password-formats.js';

const base64 = (length: number): string => Buffer.alloc(length).toString('base64');
const BCRYPT_TAIL = '.'.repeat(53);
const PLAIN_COSTS = 'v=19$m=64,t=1,p=1';
const argon2 = (parameters: string, salt = 'c2FsdHNhbHQ', key = 'A'.repeat(43)): string => `argon2$argon2id$${parameters}$${salt}$${key}`;

const UNKNOWN = [
  '',
  ' ',
  '$',
  '$$$$',
  'plain text',
  'md5$salt$5f4dcc3b5aa765d61d8327deb882cf99',
  'sha1$salt$aaaa',
  'crypt$$aaaa',
  'PBKDF2_SHA256$1$a$b',
  'pbkdf2_sha256',
  'bcrypt',
  '$1$salt$aaaa',
  '$6$salt$aaaa',
  '__proto__$',
  'constructor$1$2$3',
  'x'.repeat(1_000_000),
];

const BAD_KEYS = [
  'pbkdf2_sha256$',
  'pbkdf2_sha256$20',
  'pbkdf2_sha256$20$salt',
  'pbkdf2_sha256$20$salt$',
  'pbkdf2_sha256$20$salt$AAAA',
  `pbkdf2_sha256$20$salt$${base64(20)}`,
  `pbkdf2_sha1$20$salt$${base64(32)}`,
  `pbkdf2_sha256$20$salt$${base64(32)}$`,
  `pbkdf2_sha256$20$salt$${base64(32)} `,
  `pbkdf2_sha256$20$salt$ ${base64(32)}`,
  `pbkdf2_sha256$20$salt$${'*'.repeat(44)}`,
  `pbkdf2_sha256$20$salt$${base64(32).replace('A', '-')}`,
  `pbkdf2_sha256$20$$${base64(32)}`,
  `pbkdf2_sha256$20$${'s'.repeat(129)}$${base64(32)}`,
  `pbkdf2_sha256_hex$20$salt$${'0'.repeat(63)}`,
  `pbkdf2_sha256_hex$20$salt$${'0'.repeat(62)}`,
  `pbkdf2_sha256_hex$20$salt$${'g'.repeat(64)}`,
  'pbkdf2_sha256_hex$20$salt$',
  `pbkdf2_sha256_hex$20$$${'0'.repeat(64)}`,
  'scrypt$16$salt$4$2$',
  `scrypt$16$salt$4$2$${base64(32)}`,
  `scrypt$16$$4$2$${base64(64)}`,
  `scrypt$16$salt$4$${base64(64)}`,
  argon2(PLAIN_COSTS, 'c2FsdA'),
  argon2(PLAIN_COSTS, ''),
  argon2(PLAIN_COSTS, 'c2FsdHNhbHQ', 'AAAA'),
  argon2(PLAIN_COSTS, 'c2FsdHNhbHQ', ''),
  argon2(PLAIN_COSTS, 'c2FsdHNhbH*'),
  argon2(PLAIN_COSTS, 'c2FsdHNhbHQ', 'A'.repeat(171)),
  argon2('v=20$m=64,t=1,p=1'),
  argon2('v=19$m=64,t=1'),
  argon2('v=19$m=64,t=1,p=1,data=AAAA'),
  'argon2$argon2xx$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$AAAA',
  `$2b$12$${'.'.repeat(52)}`,
  `$2b$12$${'.'.repeat(54)}`,
  `$2b$12$${'*'.repeat(53)}`,
  `$2x$12$${BCRYPT_TAIL}`,
  `$2$12$${BCRYPT_TAIL}`,
  `bcrypt$2b$12$${BCRYPT_TAIL}`,
  `bcrypt_sha256$$2b$12$${BCRYPT_TAIL}\n`,
  'bcrypt_hmac_sha384$',
  'bcrypt_hmac_sha384$$2b$04$',
  'argon2id_nfc$',
  'argon2id_nfc$$argon2id$v=19$m=19456,t=2,p=1$$',
];

const BAD_COSTS = [
  ...['1000000000', '4000001', '99999999999999999999', '1e9', '0', '-1', '+1', '01', '1.5', ' 1', 'Infinity', 'NaN', ''].flatMap((cost) => [
    `pbkdf2_sha256$${cost}$salt$${base64(32)}`,
    `pbkdf2_sha256_hex$${cost}$salt$${'0'.repeat(64)}`,
    `scrypt$16$salt$${cost}$1$${base64(64)}`,
  ]),
  ...['00', '03', '17', '31', '99'].flatMap((cost) =>
    ['', 'bcrypt$', 'bcrypt_sha256$', 'bcrypt_hmac_sha384$'].map((prefix) => `${prefix}$2b$${cost}$${BCRYPT_TAIL}`),
  ),
  ...['1', '3', '15', '1048576', '2147483648', '4294967296', '4294967298'].map((cost) => `scrypt$${cost}$salt$8$1$${base64(64)}`),
  `scrypt$65536$salt$1$1$${base64(64)}`,
  `scrypt$16384$salt$8$1000$${base64(64)}`,
  `scrypt$16$salt$8$4294967296$${base64(64)}`,
  `scrypt$2$salt$1048576$1$${base64(64)}`,
  `scrypt$2$salt$1$4194304$${base64(64)}`,
  ...[
    'm=4294967295,t=1,p=1',
    'm=262145,t=1,p=1',
    'm=262144,t=5,p=1',
    'm=64,t=4294967295,p=1',
    'm=64,t=0,p=1',
    'm=64,t=1,p=0',
    'm=7,t=1,p=1',
    'm=64,t=1,p=9',
    'm=262144,t=1,p=255',
    'm=0,t=1,p=1',
  ].map((costs) => argon2(`v=19$${costs}`)),
  `argon2id_nfc$$argon2id$v=19$m=4294967295,t=2,p=1$c2FsdHNhbHQ$${'A'.repeat(43)}`,
];

describe(PasswordFormats.name, () => {
  const formats = new PasswordFormats('bcrypt', 4);

  it.each(Object.entries({ UNKNOWN, BAD_KEYS, BAD_COSTS }).flatMap(([fault, strings]) => strings.map((stored) => ({ fault, stored }))))(
    'cannot read $stored ($fault)',
    ({ stored }) => {
      expect(formats.taskFor('password', stored)).toBeNull();
      expect(formats.isOutdated(stored)).toBe(true);
    },
  );

  it('reads the same strings with their one fault mended', () => {
    const mended = [
      `pbkdf2_sha256$20$salt$${base64(32)}`,
      `pbkdf2_sha1$20$salt$${base64(20)}`,
      `pbkdf2_sha256_hex$20$salt$${'0'.repeat(64)}`,
      `scrypt$16$salt$4$2$${base64(64)}`,
      `scrypt$32768$salt$1$1$${base64(64)}`,
      argon2(PLAIN_COSTS),
      argon2('m=64,t=1,p=1'),
      argon2('v=19$m=262144,t=4,p=64'),
      ...['', 'bcrypt$', 'bcrypt_sha256$', 'bcrypt_hmac_sha384$'].map((prefix) => `${prefix}$2b$16$${BCRYPT_TAIL}`),
    ];
    for (const stored of mended) expect(formats.taskFor('password', stored)).not.toBeNull();
  });

  it.each(vectors.filter(({ format }) => format !== 'argon2'))(
    'reads no vector with a letter more, less or beside it: $stored',
    ({ stored }) => {
      for (const broken of [`${stored}A`, `${stored} `, `${stored}\n`, ` ${stored}`, stored.slice(0, -1), stored.replace('$', '$$$$')]) {
        if (broken !== stored) expect(formats.taskFor('password', broken)).toBeNull();
      }
    },
  );

  it('computes 2a and 2y as 2b, of which no library wraps long passwords', () => {
    for (const version of ['2a', '2b', '2y']) {
      expect(formats.taskFor('password', `$${version}$04$${BCRYPT_TAIL}`)?.derivation).toMatchObject({
        setting: `$2b$04$${'.'.repeat(22)}`,
      });
    }
  });
});
