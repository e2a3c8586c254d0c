import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { castellan, Installation } from '../../support/service/installation.js';
import { DJANGO_PASSWORD, fixture } from '../../support/porting/django-people.js';
import { writtenDump } from '../../support/porting/changed-dump.js';

const PASSPHRASE = { CASTELLAN_EXPORT_PASSPHRASE: 'seven quiet harbours' };

describe('castellan import and export', () => {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-porting-'));
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.create();
  });
  afterAll(() => installation.remove());

  const run = (words: readonly string[], more: Readonly<Record<string, string>> = {}) => installation.castellan(words, more);

  it('says what a run would do, does it, and gives 3 where rows were refused', async () => {
    const dry = await run(['import', 'django', fixture('stock.json'), '--dry-run']);
    expect(dry).toMatchObject({ code: 3, stdout: expect.stringContaining('Nothing was written') as string });
    const file = join(directory, 'report.json');
    const real = await run(['import', 'django', fixture('stock.json'), '--report', file]);
    expect(real.stdout).toMatch(/^made +29$/m);
    expect(real.stderr).toContain('8 rows were refused.');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ read: 33, made: 29, refused: { length: 8 }, families: { argon2: 1 } });
    expect(real.stdout + real.stderr).not.toContain('pbkdf2_sha256$');
    expect(await run(['import', 'django', fixture('s0.json'), '--source-name', 's0'])).toMatchObject({ code: 0 });

    const service = await installation.service();
    const answer = await service.client().post('/api/auth/login/', { email: 'freja@example.com', password: DJANGO_PASSWORD });
    expect(answer.status).toBe(200);
  }, 120_000);

  it.each([
    [['import', 'django', '/no/such/dump.json'], 2, 'cannot be read'],
    [['import', 'django', fixture('stock.json'), '--batch', '0'], 2, '--batch takes'],
    [['import', 'django', fixture('stock.json'), '--source-name', 'a b'], 2, '--source-name takes'],
    [['import', 'django', fixture('stock.json'), '--map', '/no/such/map.json'], 2, 'cannot be read'],
    [['import', 'users', fixture('stock.json')], 1, 'Its first line is not that of an export'],
    [['import', 'users', '/no/such/users.jsonl'], 2, 'cannot be read'],
    [['import', 'users', '/'], 2, 'cannot be read'],
    [['import', 'django', fixture('stock.json'), '--report', '/no/such/report.json'], 2, 'cannot be written'],
    [['export', 'users', '--out', '/no/such/users.jsonl'], 2, 'cannot be written'],
    [['export', 'users', '--out', fixture('stock.json')], 2, 'is there already'],
    [['import', 'django'], 2, 'missing required argument'],
  ])('tells what is wrong: %j', async (words, code, message) => {
    expect(await run(words)).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(message) as string });
  });

  it('tells what is wrong with a map and a dump, with the place', async () => {
    const map = join(directory, 'map.json');
    writeFileSync(map, '{"user": {"mail": "x"}}');
    const wrong = await run(['import', 'django', fixture('stock.json'), '--map', map]);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('"user": "mail" is no field') as string });
    const cut = await run(['import', 'django', writtenDump('[{"model": "auth.user"')]);
    expect(cut).toMatchObject({ code: 1, stderr: expect.stringContaining('is it whole?') as string });
  });

  it('writes what it reads, sealed by a passphrase that is no argument', async () => {
    const file = join(directory, 'users.jsonl');
    const short = await run(['export', 'users', '--with-secrets'], { CASTELLAN_EXPORT_PASSPHRASE: 'short' });
    expect(short).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('at least 12') as string });
    expect(await castellan(['export', 'users', '--with-secrets'])).toMatchObject({ code: 2, stdout: '' });
    expect(await run(['export', 'users', '--with-secrets', '--out', file], PASSPHRASE)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '31 users.\n',
    });

    const elsewhere = await Installation.create();
    const wrong = await elsewhere.castellan(['import', 'users', file], { CASTELLAN_EXPORT_PASSPHRASE: 'another passphrase' });
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('The passphrase is not the one') as string });
    expect((await elsewhere.castellan(['import', 'users', file], PASSPHRASE)).stdout).toMatch(/^made +31$/m);
    await elsewhere.remove();
  }, 120_000);

  it('is killed and run again, and makes everybody once', async () => {
    const entries = Array.from({ length: 3_000 }, (_, at) => ({
      model: 'auth.user',
      pk: at + 1,
      fields: { username: `k${String(at)}`, email: `k${String(at)}@example.com`, password: '!', last_login: null, is_active: true },
    }));
    const dump = writtenDump(entries);
    const words = ['import', 'django', dump, '--source-name', 'killed', '--batch', '100'];
    await installation.castellanKilled(words, 300);

    expect((await run(words)).code).toBe(0);
    expect((await run(words)).stdout).toMatch(/^left +3000$/m);
  }, 180_000);
});
