import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestApp } from '../../support/app/test-app.js';
import { Page } from '../../support/documents/page.js';
import { aProtectedUser, Authenticator, pendingSignIn, type ProtectedPerson, verifyLogin } from '../../support/people/second-factor.js';
import { ROOT } from '../../support/root.js';
import { Shell } from '../../support/service/shell.js';
import { OwnPostgres } from '../../support/stores/own-postgres.js';

const describeWithPostgres = OwnPostgres.isInstalled || process.env['CI'] ? describe : describe.skip;

const SECRET_KEY = 'the secret key of before the backup was made';
const ANOTHER_KEY = 'another secret key of 32 bytes and more';

/** The commands that the page gives below a heading. */
const commandsOf = (heading: string): string => {
  const [, commands = ''] = /^```sh\n(.*?)^```$/ms.exec(new Page('docs/operations/backup-and-upgrade.md').section(heading)) ?? [];
  return commands;
};

describeWithPostgres('the pages on backups, upgrades and incidents', () => {
  let directory: string;
  let server: OwnPostgres;
  let shell: Shell;
  let app: TestApp | undefined;
  let person: ProtectedPerson;
  let seen = 0;

  const urlOf = (role: string, database = 'castellan'): string =>
    Object.assign(new URL(server.url), { username: role, pathname: `/${database}` }).href;
  /** The next service on the database, as the role that deploy/roles.sh makes. */
  const serve = async (environment: NodeJS.ProcessEnv = {}): Promise<TestApp> => {
    await app?.close();
    app = undefined;
    return (app = await TestApp.start({ DATABASE_URL: urlOf('castellan_service'), REDIS_URL: '', SECRET_KEY, ...environment }));
  };
  const secondStep = async (running: TestApp, code: string) => verifyLogin(running, await pendingSignIn(running, person), code);
  /** What the phone shows at a time of its own: a code is taken once, and the stories follow each other faster than codes do. */
  const shown = async (running: TestApp): Promise<string> => {
    await running.advance(30_000 * ++seen);
    return new Authenticator(running, person.phone.secret).code();
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'castellan-backup-'));
    server = await OwnPostgres.start();
    shell = new Shell();
    const castellan = join(directory, 'castellan');
    writeFileSync(castellan, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist/apps/castellan/src/command.js')}" "$@"\n`);
    chmodSync(castellan, 0o755);
    writeFileSync(join(directory, 'password'), 'a password');
    const { port } = new URL(server.url);
    await shell.type(`set -e; export PATH="${directory}:$PATH" PGHOST=127.0.0.1 PGPORT=${port} PGUSER=castellan PGDATABASE=postgres`);
    await shell.type(`export NODE_ENV=test DATABASE_URL=${urlOf('castellan')} SECRET_KEY='${SECRET_KEY}'`);
    await shell.type('createdb castellan');
    const roles = { POSTGRES_USER: 'castellan', POSTGRES_DB: 'castellan', DATABASE_PASSWORD_FILE: join(directory, 'password') };
    const psql = { PATH: process.env['PATH'], PGHOST: '127.0.0.1', PGPORT: port };
    execFileSync('sh', [join(ROOT, 'deploy/roles.sh')], { env: { ...psql, ...roles }, stdio: 'pipe' });
    await shell.type('castellan migrate');
    person = await aProtectedUser(await serve());
    await app?.close();
    app = undefined;
  }, 120_000);
  afterAll(async () => {
    await app?.close();
    shell.close();
    await server.remove();
    rmSync(directory, { recursive: true, force: true });
  });

  it('gives commands after which people sign in as before, with both factors, and nobody is signed in still', async () => {
    await shell.type(commandsOf('What to keep'));
    await shell.type('dropdb castellan');
    const printed = await shell.type(commandsOf('Restoring'));
    expect(printed).toContain('holds');

    const restored = await serve();
    const { status, body } = await secondStep(restored, await shown(restored));
    expect(status).toBe(200);
    expect((await restored.client().post('/api/auth/refresh/', { refresh: body.tokens.refresh })).status).toBe(200);
    expect((await restored.client().post('/api/auth/refresh/', { refresh: person.session.refresh })).status).toBe(401);
    await expect(restored.sql('DELETE FROM audit_log')).rejects.toMatchObject({ code: '42501' }); // still not the owner
  });

  it('says what another SECRET_KEY costs: authenticators, until the old one is a fallback, but no backup codes', async () => {
    const other = await serve({ SECRET_KEY: ANOTHER_KEY });
    expect((await secondStep(other, await shown(other))).status).not.toBe(200);
    expect((await secondStep(other, person.backupCodes[0]!)).status).toBe(200);

    const remembering = await serve({ SECRET_KEY: ANOTHER_KEY, SECRET_KEY_FALLBACKS: SECRET_KEY });
    expect((await secondStep(remembering, await shown(remembering))).status).toBe(200);
  });

  it('has statements for incidents that run, and after a stolen dump nobody comes in by an old password', async () => {
    const statements = new Page('docs/operations/incidents.md').text.matchAll(/^ *```sql\n(.*?)^ *```$/gms);
    writeFileSync(join(directory, 'incidents.sql'), [...statements].map(([, sql = '']) => sql).join('\n'));
    const printed = await shell.type(`psql castellan --no-psqlrc --set ON_ERROR_STOP=1 --file=${join(directory, 'incidents.sql')} 2>&1`);
    expect(printed).toContain('UPDATE 1');

    const { email, password } = person;
    const answer = await (await serve()).client().post('/api/auth/login/', { email, password });
    expect([answer.status, answer.body.code]).toEqual([403, 'password_reset_required']);
    await shell.type('psql castellan --command="UPDATE users SET password_reset_required = false"');
  });

  it('keeps the queue, which the service makes, also where the owner of the tables is no superuser', async () => {
    const [, roles = ''] = /^```sql\n(.*?)^```$/ms.exec(new Page('docs/operations/audit-log.md').text) ?? [];
    const sql = roles.replaceAll('castellan_app_castellan', 'castellan_app_tea').replaceAll('castellan_service', 'tea_service');
    writeFileSync(join(directory, 'roles.sql'), sql);
    await shell.type('psql --command="CREATE ROLE tea_owner LOGIN CREATEROLE" --command="CREATE DATABASE tea OWNER tea_owner"');
    await shell.type(`DATABASE_URL=${urlOf('tea_owner', 'tea')} castellan migrate`);
    await shell.type(`psql ${urlOf('tea_owner', 'tea')} --set ON_ERROR_STOP=1 --file=${join(directory, 'roles.sql')} 2>&1`);
    await serve({ DATABASE_URL: urlOf('tea_service', 'tea') });

    await shell.type(`cd ${directory}; (export DATABASE_URL=${urlOf('tea_owner', 'tea')}; ${commandsOf('What to keep')})`);
    expect(await shell.type('pg_restore --list castellan.dump')).toContain('TABLE DATA pgboss queue');
  });

  it('lets a version serve on tables that the next one has extended already', async () => {
    await shell.type(`psql castellan --command="ALTER TABLE users ADD COLUMN favourite_tea text"`);
    await shell.type(`psql castellan --command="INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Tea9999999999999')"`);
    const older = await serve({ SECRET_KEY: ANOTHER_KEY, SECRET_KEY_FALLBACKS: SECRET_KEY });
    expect((await secondStep(older, person.backupCodes[1]!)).status).toBe(200);
    expect((await older.client().get('/readyz')).status).toBe(200);
  });

  it('stops a start that finds tables of an older version and may not extend them', async () => {
    const told = jest.spyOn(console, 'log').mockImplementation(); // TypeORM tells it there
    await shell.type(`psql castellan --command="DELETE FROM migrations WHERE id = (SELECT min(id) FROM migrations)"`);
    await expect(serve()).rejects.toThrow('Run "castellan migrate" as the owner of the tables');
    told.mockRestore();
  });
});
