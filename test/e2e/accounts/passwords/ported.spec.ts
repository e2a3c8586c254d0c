import vectors from '../../../../libs/accounts/src/passwords/formats/django-vectors.json' with { type: 'json' };
import { aUser } from '../../../support/people/people.js';
import type { Person } from '../../../support/people/people.js';
import type { Answer } from '../../../support/http/client.js';
import { TestApp } from '../../../support/app/test-app.js';

const CURRENT = /^bcrypt_hmac_sha384\$\$2b\$04\$/;

describe('Users brought along from Django', () => {
  let app: TestApp;
  let person: Person;
  beforeAll(async () => {
    app = await TestApp.start();
    person = await aUser(app);
  });
  afterAll(() => app.close());

  const signIn = (email: string, password: string): Promise<Answer> => app.client().post('/api/auth/login/', { email, password });
  const importHash = (email: string, stored: string) => app.sql('UPDATE users SET password_hash = $2 WHERE email = $1', [email, stored]);
  const storedOf = async (email: string): Promise<string> => {
    const rows = await app.sql<{ password_hash: string }>('SELECT password_hash FROM users WHERE email = $1', [email]);
    return rows[0]!.password_hash;
  };

  it.each(oneOfEach())(
    'sign in with the password as stored by $source, which is then stored anew: $stored',
    async ({ password, stored }) => {
      await importHash(person.email, stored);
      expect((await signIn(person.email, password)).status).toBe(200);
      const upgraded = await storedOf(person.email);
      expect(upgraded).toMatch(CURRENT);
      expect((await signIn(person.email, password)).status).toBe(200);
      expect(await storedOf(person.email)).toBe(upgraded);
    },
  );

  it('keep their stored string after a wrong password', async () => {
    const { email } = await aUser(app);
    await importHash(email, vectors[0]!.stored);
    expect((await signIn(email, 'a wrong guess')).status).toBe(401);
    expect(await storedOf(email)).toBe(vectors[0]!.stored);
  });

  it('stop being cut at 72 bytes once they signed in', async () => {
    const { email } = await aUser(app);
    const cut = vectors.find(({ format, password }) => format === 'bcrypt' && password.startsWith('xxx'))!;
    await importHash(email, cut.stored);
    expect((await signIn(email, cut.password)).status).toBe(200);
    expect((await signIn(email, `${cut.password.slice(0, 72)}another end`)).status).toBe(401);
  });

  it('may have typed their accents in either way once they signed in', async () => {
    const { email } = await aUser(app);
    const typed = vectors.find(({ password }) => password !== password.normalize('NFC') && password.startsWith('cafe'))!;
    await importHash(email, typed.stored);
    expect((await signIn(email, typed.password.normalize('NFC'))).status).toBe(401);
    expect((await signIn(email, typed.password)).status).toBe(200);
    expect((await signIn(email, typed.password.normalize('NFC'))).status).toBe(200);
  });

  it.each([
    ['!', 'wrong_password'],
    ['!kJ2xP0', 'wrong_password'],
    ['', 'unreadable_password'],
    ['pbkdf2_sha256$1000000000$salt$AAAA', 'unreadable_password'],
    [`$2b$31$${'.'.repeat(53)}`, 'unreadable_password'],
    ['argon2$argon2id$v=19$m=4294967295,t=9,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA', 'unreadable_password'],
    ['md5$salt$5f4dcc3b5aa765d61d8327deb882cf99', 'unreadable_password'],
  ])('are refused like for a wrong password when theirs is stored as %s: %s', async (stored, reason) => {
    const { email, password } = await aUser(app);
    const stranger = await signIn('nobody@example.com', password);
    await importHash(email, stored);

    const answer = await signIn(email, password);

    expect([answer.status, withoutTrace(answer)]).toEqual([401, withoutTrace(stranger)]);
    const events = await app.sql("SELECT status, reason FROM auth_events WHERE identifier = $1 AND event = 'login'", [email]);
    expect(events).toEqual([{ status: 'failure', reason }]);
    expect(await storedOf(email)).toBe(stored);
  });

  it('move on to argon2id where that is set', async () => {
    const other = await TestApp.start({ PASSWORD_HASHER: 'argon2id' });
    const { email, password } = await aUser(other);
    const stored = async () => (await other.sql<{ password_hash: string }>('SELECT password_hash FROM users'))[0]!.password_hash;
    expect(await stored()).toMatch(/^argon2id_nfc\$\$argon2id\$/);
    await other.sql('UPDATE users SET password_hash = $1', [vectors[0]!.stored]);
    const answers = await Promise.all(
      [password, vectors[0]!.password].map((typed) => other.client().post('/api/auth/login/', { email, password: typed })),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 200]);
    expect(await stored()).toMatch(/^argon2id_nfc\$\$argon2id\$/);
    await other.close();
  });
});

/** Each vector on its own is checked beside the hasher. */
function oneOfEach(): (typeof vectors)[number][] {
  return [...new Map(vectors.map((vector) => [`${vector.source} ${vector.format}`, vector])).values()];
}

function withoutTrace({ body }: Answer): unknown {
  const { trace_id: _, ...rest } = body as Record<string, unknown>;
  return rest;
}
