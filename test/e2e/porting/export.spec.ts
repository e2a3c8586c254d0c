import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { localOperator } from '@castellan/accounts';
import { InvalidExport, readLines, UserExport, UserImport, WrongPassphrase } from '@castellan/porting';
import type { PortingReport } from '@castellan/porting';
import { Ajv } from 'ajv';
import type { TestApp } from '../../support/app/test-app.js';
import { withApp } from '../../support/app/with-app.js';
import { aUser, PASSWORD } from '../../support/people/people.js';
import { aPasskeyUser } from '../../support/people/passkeys.js';
import { aProtectedUser, idOf, pendingSignIn, verifyLogin } from '../../support/people/second-factor.js';
import { DJANGO_PASSWORD, fixture, importDjango } from '../../support/porting/django-people.js';

const PASSPHRASE = 'seven quiet harbours';
const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/reference/export.schema.json'), 'utf8')) as object;

async function exported(app: TestApp, passphrase?: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const write = (line: string): Promise<void> => Promise.resolve(void lines.push(line));
  await app.get(UserExport).run({ operator: localOperator(), write, ...(passphrase !== undefined && { passphrase }) });
  return lines;
}

const imported = (app: TestApp, lines: readonly string[], passphrase = PASSPHRASE, dryRun = false): Promise<PortingReport> => {
  const input = Readable.from([lines.map((line) => `${line}\n`).join('')]);
  const batches = readLines(input, { passphrase: () => Promise.resolve(passphrase), batch: 7 });
  return app.get(UserImport).run(batches, { source: 'castellan', dryRun, operator: localOperator() });
};

/** Of an export, what does not change from one to the next. */
const users = (lines: readonly string[]): readonly unknown[] =>
  lines.slice(1, -1).map((line) => ({ ...(JSON.parse(line) as object), secrets: undefined }));

describe('users that are handed on', () => {
  const here = withApp({ SECRET_KEY: 'a secret key for tests, of 32 bytes and more' });
  const there = withApp({ SECRET_KEY: 'another secret key of tests, of 32 bytes and more' });
  let ada: Awaited<ReturnType<typeof aProtectedUser>>;
  let lines: readonly string[];
  beforeAll(async () => {
    for (const name of ['stock', 's4']) await importDjango(here, fixture(`${name}.json`), { source: name });
    ada = await aProtectedUser(here);
    await aUser(here, { username: 'Grace_Hopper' });
    await aPasskeyUser(here);
    lines = await exported(here, PASSPHRASE);
  }, 120_000);

  it('are as the schema says, with and without secrets', async () => {
    const validate = new Ajv({ strict: false }).compile(schema);
    for (const line of [...lines, ...(await exported(here))]) {
      expect([validate(JSON.parse(line)), validate.errors]).toEqual([true, null]);
    }
  });

  it('hold no secret without a passphrase, and none in the clear with one', async () => {
    const plain = (await exported(here)).join('\n');
    const [{ password_hash: hash } = { password_hash: '' }] = await here.sql<{ password_hash: string }>(
      'SELECT password_hash FROM users WHERE email = $1',
      [ada.email],
    );
    for (const secret of [hash, ada.phone.secret, ada.backupCodes[0]!, 'pbkdf2_sha256$', 'abcd2345', 'credential'])
      for (const text of [plain, lines.join('\n')]) expect(text).not.toContain(secret);
    expect(plain).not.toContain('"secrets":"');
  });

  it('come to the other system as they were: the round trip is exact', async () => {
    expect(await imported(there, lines)).toMatchObject({ made: users(lines).length, updated: 0, left: 0, refused: [] });
    const again = await exported(there, PASSPHRASE);
    expect(users(again)).toEqual(users(lines));
    expect(await imported(there, again)).toMatchObject({ made: 0, updated: 0, left: users(lines).length });
  });

  it('have every secret there as here', async () => {
    const secrets = async (app: TestApp) => ({
      hashes: await app.sql('SELECT id, password_hash FROM users ORDER BY id'),
      codes: await app.sql(
        `SELECT user_id, created_at, CASE WHEN code_hash LIKE 'sealed%' THEN NULL ELSE code_hash END AS hash FROM backup_codes ORDER BY user_id, created_at, hash`,
      ),
      factors: await app.sql(
        'SELECT user_id, enabled_at, totp_enabled_at, last_used_step FROM two_factor WHERE enabled_at IS NOT NULL ORDER BY user_id',
      ),
      passkeys: await app.sql('SELECT * FROM passkeys ORDER BY id'),
      handles: await app.sql('SELECT user_id, handle FROM passkey_users ORDER BY user_id'),
    });
    expect(await secrets(there)).toEqual(await secrets(here));
    expect((await secrets(here)).passkeys).toHaveLength(1);
  });

  it('sign in there by password, authenticator and backup code, their own and those they brought', async () => {
    const code = await ada.phone.nextCode();
    there.clock.advance(here.clock.millis() - there.clock.millis());
    expect((await verifyLogin(there, await pendingSignIn(there, ada), code)).status).toBe(200);
    expect((await verifyLogin(there, await pendingSignIn(there, ada), ada.backupCodes[0]!)).status).toBe(200);
    const django = { email: 'otp_user@example.com', password: DJANGO_PASSWORD } as never;
    expect((await verifyLogin(there, await pendingSignIn(there, django), 'efgh6723')).status).toBe(200);
    const [{ username } = { username: '' }] = await there.sql<{ username: string }>(
      `SELECT username FROM users WHERE username_key = 'grace_hopper'`,
    );
    expect(username).toBe('Grace_Hopper');
    expect((await there.client().post('/api/auth/login/', { username, password: PASSWORD })).status).toBe(200);
  });

  it('are refused with another passphrase, whole', async () => {
    await expect(imported(there, lines, 'seven quiet harbors')).rejects.toBeInstanceOf(WrongPassphrase);
  });

  it.each([
    ['cut', (all: readonly string[]) => all.slice(0, -1), 'it was cut'],
    ['without a header', (all: readonly string[]) => all.slice(1), 'Its first line'],
    ['short of a user', (all: readonly string[]) => [...all.slice(0, 3), ...all.slice(4)], 'and has'],
  ])('are told to be incomplete where the file is %s', async (_, change, message) => {
    await expect(imported(there, change(lines))).rejects.toThrow(message);
    await expect(imported(there, change(lines))).rejects.toBeInstanceOf(InvalidExport);
  });

  it('do not get the secrets of somebody else (lines that were mixed)', async () => {
    const [one, other] = [JSON.parse(lines[1]!) as { secrets: string }, JSON.parse(lines[2]!) as { secrets: string }];
    const mixed = lines.with(1, JSON.stringify({ ...one, secrets: other.secrets }));
    expect(await imported(there, mixed, PASSPHRASE, true)).toMatchObject({ made: 0, refused: [{ row: 'line 2', reason: 'unreadable' }] });
  });

  it.each(['', 'null', '[]', '{"id": 7}', '{"id": "x", "email": null}', '{', '"a"'])('stop at no line: %s', async (bad) => {
    const plain = [JSON.stringify({ castellan_export: 1, secrets: null }), bad, JSON.stringify({ end: true, users: 1 })];
    expect(await imported(there, plain, '', true)).toMatchObject({ read: 1, made: 0, refused: [{ row: 'line 2', reason: 'unreadable' }] });
  });

  it('are in the audit log before the first of them is written', async () => {
    const count = async () => (await here.sql(`SELECT 1 FROM audit_log WHERE action = 'users.exported'`)).length;
    const before = await count();
    const write = (): Promise<void> => Promise.reject(new Error('cut'));
    await expect(here.get(UserExport).run({ operator: localOperator(), write })).rejects.toThrow('cut');
    expect(await count()).toBe(before + 1);
  });

  it('leave a row in the audit log on both sides', async () => {
    const acts = (app: TestApp) =>
      app.sql<{ action: string }>(`SELECT action FROM audit_log WHERE target_type = 'users' GROUP BY action ORDER BY action`);
    expect(await acts(here)).toEqual([{ action: 'users.exported' }, { action: 'users.imported' }]);
    expect((await acts(there)).map(({ action }) => action)).toContain('users.imported');
    expect(await idOf(here, ada)).toBe(await idOf(there, ada));
  });
});
