import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Installation } from '../../../support/service/installation.js';
import { someone } from '../../../support/people/people.js';

describe('castellan audit', () => {
  const { email, password } = someone();
  let installation: Installation;
  let folder: string;
  beforeAll(async () => {
    installation = await Installation.create();
    folder = mkdtempSync(join(tmpdir(), 'castellan-checkpoint-'));
  });
  afterAll(async () => {
    await installation.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells of what was done on the command line, and who did it', async () => {
    const made = await installation.castellan(['createsuperuser', '--email', email, '--no-input'], {
      CASTELLAN_SUPERUSER_PASSWORD: password,
    });
    expect(made.code).toBe(0);
    const app = await installation.service();
    const [row] = await app.sql<Record<string, unknown>>("SELECT * FROM audit_log WHERE action = 'user.created'");
    expect(row).toMatchObject({ actor_kind: 'command_line', actor_label: userInfo().username, actor_id: null, ip: 'local' });
    expect(row!['trace_id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(row)).not.toContain(email);
  });

  it('verify says that all rows hold, alone and against a checkpoint', async () => {
    const file = join(folder, 'checkpoint.json');
    const checkpoint = await installation.castellan(['audit', 'checkpoint']);
    writeFileSync(file, checkpoint.stdout);
    expect(JSON.parse(checkpoint.stdout)).toEqual({
      seq: 2,
      mac: expect.stringMatching(/^[0-9a-f]{64}$/),
      at: expect.stringMatching(/Z$/),
    });
    for (const args of [[], ['--checkpoint', file]]) {
      const { code, stdout } = await installation.castellan(['audit', 'verify', ...args]);
      expect([code, stdout]).toEqual([0, 'The audit log holds: 2 rows.\n']);
    }
  });

  it('verify refuses a file that is no checkpoint, as wrong usage', async () => {
    const file = join(folder, 'other.json');
    writeFileSync(file, '{"seq": 2}');
    for (const wrong of [file, join(folder, 'nowhere.json')]) {
      const { code, stdout } = await installation.castellan(['audit', 'verify', '--checkpoint', wrong]);
      expect([code, stdout]).toEqual([2, '']);
    }
  });

  it('verify names the first row that does not hold, with exit code 1', async () => {
    const app = await installation.service();
    await app.sql('ALTER TABLE audit_log DISABLE TRIGGER USER');
    await app.sql("UPDATE audit_log SET actor_label = 'nobody' WHERE seq = 2");
    const { code, stdout, stderr } = await installation.castellan(['audit', 'verify']);
    expect([code, stdout]).toEqual([1, 'Row 2 is not as it was signed: it was altered, inserted or moved.\n']);
    expect(stderr).toContain('The audit log does not hold.');
  });

  it('checkpoint gives none of an end that was tampered with', async () => {
    const app = await installation.service();
    await app.sql('DELETE FROM audit_log WHERE seq = 2');
    const { code, stdout } = await installation.castellan(['audit', 'checkpoint']);
    expect([code, stdout]).toEqual([1, '']);
    expect((await installation.castellan(['audit', 'verify'])).stdout).toBe('Row 2 is missing.\n');
  });

  it('config check says whether the role of the database could alter it', async () => {
    const { code, stdout } = await installation.castellan(['config', 'check']);
    expect(code).toBe(0);
    if (!installation.isEmbedded) expect(stdout).toMatch(/audit log +this role (is a superuser|owns the tables), and could alter it/);
    const away = await installation.castellan(['config', 'check'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' });
    expect([away.code, away.stdout]).toEqual([0, expect.stringMatching(/audit log +not checked: the database cannot be reached/)]);
  });
});
