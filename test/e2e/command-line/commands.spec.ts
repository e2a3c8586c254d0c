import { readFileSync } from 'node:fs';
import { PanelEnrolment } from '@castellan/accounts';
import { PERMISSIONS } from '@castellan/permissions';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../../support/app/eventually.js';
import { castellan, Installation } from '../../support/service/installation.js';
import { linkFieldsOf } from '../../support/panel/browser.js';
import { PASSWORD, signInBearer, someone } from '../../support/people/people.js';
import { ROOT } from '../../support/root.js';

const SECRETS = {
  SECRET_KEY: 'hunter1',
  DATABASE_URL: 'mysql://root:hunter2@db.example.com/castellan',
  SMTP_URL: 'https://hunter3@mail.example.com',
  CASTELLAN_NEW_PASSWORD: 'hunter4',
};
const COMMANDS: readonly (readonly string[])[] = [
  ...[['start'], ['config'], ['config', 'check'], ['routes'], ['messages'], ['mail'], ['mail', 'test']],
  [],
  ['createsuperuser'],
  ['changepassword'],
  ['reset-2fa'],
  ...['passkeys', 'identities'].flatMap((factors) => [[factors], [factors, 'list'], [factors, 'remove']]),
  ['migrate'],
  ['cleanup'],
  ...['', 'list', 'rotate', 'revoke', 'api', 'api create', 'api list', 'api revoke'].map((names) => `keys ${names}`.trim().split(' ')),
  ['breached'],
  ['breached', 'build'],
  ['audit'],
  ['audit', 'verify'],
  ['audit', 'checkpoint'],
  ['analytics'],
  ['analytics', 'sources'],
];

describe('castellan', () => {
  it('explains every command with an example', async () => {
    const helps = await Promise.all(COMMANDS.map((words) => castellan([...words, '--help'])));
    for (const [index, { code, stdout, stderr }] of helps.entries()) {
      expect(stdout).toContain(`Usage: ${['castellan', ...COMMANDS[index]!].join(' ')} `);
      expect(stdout).toContain('Examples:\n  $ ');
      expect([code, stderr]).toEqual([0, '']);
    }
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { version: string };
    expect(await castellan(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    [['dance'], 'unknown command'],
    [['keys'], 'Usage: castellan keys'],
    [['analytics'], 'Usage: castellan analytics'],
    [['analytics', 'sources', '--since', 'yesterday', '--limit', '0'], 'since: Give a day such as 2026-11-21'],
    [['analytics', 'sources', '--limit', '0'], 'limit: Give a whole number from 1 to 100.'],
    [['changepassword'], 'missing required argument'],
    [['createsuperuser'], 'no terminal'],
    [['createsuperuser', '--email', 'ada@example.com', '--no-input'], 'CASTELLAN_SUPERUSER_PASSWORD'],
    [['createsuperuser', '--no-input'], '--email'],
    [['changepassword', 'ada', '--no-input'], 'CASTELLAN_NEW_PASSWORD'],
  ])('refuses %p as wrong usage', async (args, why) => {
    const { code, stdout, stderr } = await castellan(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
  });

  it('takes no password as an argument, and does not repeat one (process list, shell history)', async () => {
    const { code, stdout, stderr } = await castellan(['createsuperuser', '--email=ada@example.com', '--password=hunter5']);
    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain('hunter5');
  });

  describe('config check', () => {
    it('names every fault with the line to change, and no secret', async () => {
      const { code, stdout, stderr } = await castellan(['config', 'check'], { ...SECRETS, NODE_ENV: 'production', PORT: 'http' });
      expect([code, stderr]).toEqual([1, expect.stringMatching(/^\d+ to change\.\n$/)]);
      for (const name of ['SECRET_KEY', 'DATABASE_URL', 'SMTP_URL', 'PORT', 'PUBLIC_URL']) {
        expect(stdout).toMatch(new RegExp(`^  ${name} .+\n    set: ${name}=.+$`, 'm'));
      }
      expect(stdout + stderr).not.toContain('hunter');
      const templates = await castellan(['config', 'check'], { DATA_DIR: '/nowhere', MAIL_TEMPLATES: 'docs/operations' });
      expect([templates.code, templates.stdout]).toEqual([1, expect.stringContaining('audit-log.md')]);
    });

    it('tells what is embedded', async () => {
      const { code, stdout } = await castellan(['config', 'check'], { DATA_DIR: '/nowhere', FRONTEND_URL: 'http://192.0.2.7:3000' });
      expect(code).toBe(0);
      expect(stdout).toContain('  passkeys     none: browsers make none for 192.0.2.7;');
      expect(stdout).toMatch(/Not for production:\n {2}database {5}embedded in \/nowhere\/db; set DATABASE_URL\n((?!SECRET_KEY)[^])*$/); // the key was given
    });

    it('tells where servers are, and no secret', async () => {
      const { code, stdout } = await castellan(['config', 'check'], {
        NODE_ENV: 'production',
        BCRYPT_COST: '12',
        PUBLIC_URL: 'https://auth.example.com',
        FRONTEND_URL: 'https://app.example.com',
        MAIL_FROM: 'no-reply@example.com',
        DATABASE_URL: 'postgres://castellan:hunter6@db.example.com:5432/castellan?sslmode=verify-full&password=hunter7',
        REDIS_URL: 'rediss://:hunter8@cache.example.com',
        SMTP_URL: 'smtps://castellan:hunter9@mail.example.com:465',
      });
      expect(code).toBe(0);
      expect(stdout).toContain('PostgreSQL, db.example.com:5432/castellan, schema public\n');
      expect(stdout).toMatch(/^ {2}passkeys {5}for app\.example\.com, /m); // another domain later makes all of them worthless
      expect(stdout).not.toMatch(/hunter|Not for production|a secret key for tests/);
    });
  });

  it('routes lists every route of openapi.json, and who may call it', async () => {
    const { code, stdout, stderr } = await castellan(['routes']);
    expect([code, stderr]).toEqual([0, '']);
    const { paths } = JSON.parse(readFileSync(`${ROOT}/openapi.json`, 'utf8')) as { paths: Record<string, object> };
    const documented = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const listed = stdout.split('\n').map((line) => line.split(/ {2,}/).slice(0, 2).join(' '));
    expect(listed).toEqual(expect.arrayContaining(documented));
    expect(stdout).toMatch(/^POST {4}\/api\/auth\/login +public +login: 10\/min by address +always$/m);
    expect(stdout).toMatch(/^GET {5}\/api\/auth\/me\/export +signed in, recent sign-in +credentials: 10\/min by user +-$/m);
  });

  it('gives no stack and no password when the database is away', async () => {
    const { code, stdout, stderr } = await castellan(['keys', 'list'], {
      DATABASE_URL: 'postgres://castellan:hunter0@127.0.0.1:1/castellan',
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('ECONNREFUSED');
    expect(stderr).not.toMatch(/hunter0|\n {4}at /);
  });
});

describe('castellan, on the data of a service', () => {
  let installation: Installation;
  const root = someone();
  const other = someone();
  beforeAll(async () => {
    installation = await Installation.create('nothing');
  });
  afterAll(() => installation.remove());

  it('migrate makes the tables and says which, once', async () => {
    const first = await installation.castellan(['migrate']);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/Ran Accounts\d{13}\n/) });
    expect(await installation.castellan(['migrate'])).toEqual({ code: 0, stdout: 'The tables are up to date.\n', stderr: '' });
  });

  it('createsuperuser makes one who can sign in, beside a running service', async () => {
    if (!installation.isEmbedded) await installation.service();
    const environment = { CASTELLAN_SUPERUSER_PASSWORD: root.password };
    const made = await installation.castellan(['createsuperuser', '--email', root.email, '--username', 'Root', '--no-input'], environment);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const [said, , link] = made.stdout.split('\n');
    expect(said).toBe(`Superuser ${root.email} made.`);

    const app = await installation.service();
    expect(await app.get(PanelEnrolment).emailOf(linkFieldsOf(link!.trim()))).toBe(root.email);
    const { bearer } = await signInBearer(app, root);
    const { body } = await app.client().get('/api/auth/me/', bearer);
    expect(body).toMatchObject({ email: root.email, is_verified: true, is_staff: true, permissions: PERMISSIONS });
    expect(await app.sql('SELECT ip FROM auth_events WHERE event = $1', ['user_created'])).toEqual([{ ip: 'local' }]);
  });

  it('refuses a taken address and a weak password, all at once', async () => {
    const environment = { CASTELLAN_SUPERUSER_PASSWORD: 'password' };
    const { code, stdout, stderr } = await installation.castellan(['createsuperuser', '--email', root.email, '--no-input'], environment);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe('email: A user with that email address already exists.\npassword: This password is too common.\n');
  });

  it('changepassword ends the sessions, and the service sends the notice', async () => {
    const session = await signInBearer(await installation.service(), root);
    const password = 'another kettle on the moor 7';
    const changed = await installation.castellan(['changepassword', 'ROOT', '--no-input'], { CASTELLAN_NEW_PASSWORD: password });
    expect(changed).toEqual({ code: 0, stdout: `Password of ${root.email} changed. All their sessions have ended.\n`, stderr: '' });

    const app = await installation.service();
    const ended = await app.client().get('/api/auth/me/', session.bearer);
    expect(ended.body).toMatchObject({ status: 401, code: 'session_ended', reason: 'password_changed' });
    expect((await app.client().post('/api/auth/login/', root)).status).toBe(401);
    await signInBearer(app, { ...root, password });
    await eventually(
      () => app.get(DevInbox).list(root.email),
      (mails) => mails.some(({ subject }) => subject?.startsWith('Your password was changed')),
    );
  });

  it('changepassword knows nobody it was not told of', async () => {
    const environment = { CASTELLAN_NEW_PASSWORD: PASSWORD };
    const outcome = await installation.castellan(['changepassword', 'nobody@example.com', '--no-input'], environment);
    expect(outcome).toEqual({ code: 1, stdout: '', stderr: 'There is no user nobody@example.com.\n' });
  });

  it('keys rotate publishes a key that signs later; neither command shows a private half', async () => {
    await installation.service();
    const { code, stdout } = await installation.castellan(['keys', 'rotate']);
    const [kid] = stdout.split(' ');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^[\w-]{43} is published, and signs from .+Z\n$/)]);

    const list = await installation.castellan(['keys', 'list']);
    expect(list.stdout).toMatch(new RegExp(`^KID .+\n${kid!} .+ published, signs later\n[\\w-]{43} .+ signs\n$`));
    expect(stdout + list.stdout).not.toContain('PRIVATE');
    const app = await installation.service();
    const published = async () => (await app.client().get('/.well-known/jwks.json')).body.keys.map((key: { kid: string }) => key.kid);
    await eventually(published, (kids) => kids.length === 2 && kids.includes(kid));
  });

  it('keys revoke drops the key that signs, for a new one', async () => {
    const [, stolen = ''] = /([\w-]{43}) .+ signs\n/.exec((await installation.castellan(['keys', 'list'])).stdout) ?? [];
    const { code, stdout } = await installation.castellan(['keys', 'revoke', stolen]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(new RegExp(`^${stolen} is revoked.\n[\\w-]{43} signs from now on.\n$`))]);
    expect((await installation.castellan(['keys', 'revoke', stolen])).code).toBe(1);
  });

  it('cleanup tells what it deleted', async () => {
    const app = await installation.service();
    await app.sql(`UPDATE sessions SET ended_at = now() - interval '31 days' WHERE ended_at IS NOT NULL`);
    const { code, stdout } = await installation.castellan(['cleanup']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^TABLE +ROWS DELETED\n(.*\n)*sessions +2\n/)]);
  });

  it('asks on a terminal until the answers will do, and shows no password (shoulder surfing)', async () => {
    const { code, stdout } = await installation.castellanAsking(
      ['createsuperuser'],
      [
        ['Email address: ', root.email],
        ['left empty): ', ''],
        ['Password: ', 'typed and unseen 1'],
        ['Password again: ', 'typed and unseen 2'],
        ['not the same.\r\nPassword: ', 'typed and unseen 1'],
        ['Password again: ', 'typed and unseen 1'],
        ['already exists.\r\n', other.email],
      ],
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining(`Superuser ${other.email} made.`)]);
    expect(stdout).not.toContain('unseen');
    await signInBearer(await installation.service(), { ...other, password: 'typed and unseen 1' });
  });

  it('says which process to stop when the embedded database is in use', async () => {
    if (!installation.isEmbedded) return;
    await installation.service();
    for (const command of [['keys', 'list'], ['migrate']]) {
      const { code, stdout, stderr } = await installation.castellanBeside(command);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^Stop `npm start` first, then run this again\. .+\n$/);
    }
  });
});
