import { castellan, Installation } from '../../support/service/installation.js';
import { asBearer, OPENED } from '../../support/api-keys/keys.js';

describe('castellan keys api', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.create();
  });
  afterAll(() => installation.remove());

  const run = (...words: readonly string[]) => installation.castellan(['keys', 'api', ...words]);
  const create = (...more: readonly string[]) =>
    run('create', '--name', 'back office', '--permissions', 'sources.view,users.view', ...more);

  it('needs to know what a key is for, what it may do, and which one', async () => {
    for (const words of [['create', '--name', 'a'], ['create', '--permissions', 'users.view'], ['revoke']]) {
      const { code, stdout, stderr } = await castellan(['keys', 'api', ...words]);
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/required option|missing required argument/)]);
    }
    expect(await create('--expires', 'soon')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('90d') as string });
  });

  it('prints a key once, which opens what it names; lists it; revokes it', async () => {
    const made = await create('--expires', '90d', '--cidr', '198.51.100.0/24', '--cidr', '2001:db8::/32');
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ck_[0-9a-f]{32}_\w{54}_\w{6}\n$/) as string });
    const secret = made.stdout.trim();
    const [, id = ''] = /Its id is (\S+)\./.exec(made.stderr) ?? [];

    const service = await installation.service();
    const machine = service.client({ 'x-forwarded-for': '198.51.100.7' });
    expect((await machine.get(OPENED, asBearer(secret))).status).toBe(200);
    expect((await service.client().get(OPENED, asBearer(secret))).status).toBe(403);

    const listed = await run('list');
    expect(listed.stdout).toMatch(
      new RegExp(
        `^${id}  back office  good   \\S+Z  command line  \\S+Z  \\S+Z  198\\.51\\.100\\.0/24,2001:db8::/32  sources\\.view,users\\.view$`,
        'm',
      ),
    );
    expect(listed.stdout + listed.stderr).not.toContain(secret.slice(36, 90));

    expect(await run('revoke', id, '--reason', 'It stood in a log.')).toEqual({ code: 0, stdout: `${id} is revoked.\n`, stderr: '' });
    for (const copied of [id, secret, id.replaceAll('-', '')])
      expect(await run('revoke', copied)).toEqual({ code: 0, stdout: `${id} is revoked.\n`, stderr: '' });
    const after = await installation.service();
    expect((await after.client().get(OPENED, asBearer(secret))).body).toMatchObject({ code: 'invalid_api_key', reason: 'revoked' });
    const audit = await after.sql('SELECT action, reason, actor_kind, changes FROM audit_log WHERE target_id = $1 ORDER BY seq', [id]);
    expect(audit).toMatchObject([
      {
        action: 'api_key.created',
        actor_kind: 'command_line',
        changes: { name: [null, 'back office'], permissions: [[], ['sources.view', 'users.view']] },
      },
      { action: 'api_key.revoked', reason: 'It stood in a log.' },
    ]);
    expect(JSON.stringify(audit)).not.toContain(secret.slice(36, 90));
  }, 240_000);

  it('refuses what it cannot make, and what is not there', async () => {
    for (const more of [
      ['--cidr', '198.51.100.0/33'],
      ['--cidr', 'home'],
      ['--expires', '9999d'],
    ])
      expect((await create(...more)).code).toBe(1);
    expect(await run('create', '--name', 'x', '--permissions', 'users.fly')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('users.fly') as string,
    });
    for (const id of [crypto.randomUUID(), 'one']) expect((await run('revoke', id)).code).toBe(1);
  }, 240_000);
});
