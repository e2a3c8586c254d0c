import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { TestMailServer } from '../../support/notifications/mail-server.js';
import { freePort } from '../../support/service/free-port.js';
import { castellan, Installation } from '../../support/service/installation.js';
import { PgBouncer } from '../../support/stores/pg-bouncer.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

const CHECK = ['config', 'check', '--connect'];
const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

const allAt = (port: number) => ({
  DATABASE_URL: `postgres://castellan:hunter1@127.0.0.1:${port}/castellan`,
  REDIS_URL: `redis://:hunter2@127.0.0.1:${port}`,
  SMTP_URL: `smtp://castellan:hunter3@127.0.0.1:${port}`,
  MAIL_FROM: 'no-reply@example.com',
});

describe('castellan config check --connect', () => {
  it('names what refuses or only listens, with what to change, and no secret', async () => {
    const silence = await Silence.start();
    const outcomes = await Promise.all([castellan(CHECK, allAt(await freePort())), castellan(CHECK, allAt(silence.port))]);
    await silence.close();

    for (const { code, stdout, stderr } of outcomes) {
      expect([code, stderr]).toEqual([1, '3 to change.\n']);
      for (const about of ['database', 'Redis', 'mail']) expect(stdout).toMatch(new RegExp(`^ {2}fault {4}${about} +\\S`, 'm'));
      expect(stdout).toMatch(/^ {4}set: SMTP_URL=/m);
      expect(stdout).not.toMatch(/hunter|\n {4}at /);
    }
  }, 60_000);
});

onServers('castellan config check --connect, on servers', () => {
  let database: ThrowawayDatabase;
  let mails: TestMailServer;
  const ask = async <T>(sql: string): Promise<readonly T[]> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return (await client.query(sql).finally(() => client.end())).rows as T[];
  };
  const environment = () => ({
    DATABASE_URL: database.url,
    REDIS_URL: process.env['REDIS_URL'],
    SMTP_URL: mails.url,
    MAIL_FROM: 'a@example.com',
  });

  beforeAll(async () => {
    [database, mails] = [(await throwawayDatabase())!, await TestMailServer.start()];
  });
  afterAll(() => Promise.all([mails.stop(), database.drop()]));

  it('tells what answers and what is to come, and makes, sends and changes nothing', async () => {
    const { code, stdout } = await castellan(CHECK, environment());

    expect(code).toBe(0);
    for (const line of [
      /^ {2}ok {7}database {3}PostgreSQL \d+\.\d.* in UTF8, the primary; sessions of its own, read committed; role \w+$/m,
      /^ {2}ok {7}schema {5}pgboss is not there yet; the first start makes it$/m,
      /^ {2}warning {2}tables {5}(\d+) of \1 migrations are to come; a start runs them\n {4}run: castellan migrate$/m,
      /^ {2}ok {7}Redis {6}version \d/m,
      /^ {2}warning {2}Redis {6}maxmemory is not set.*\n {4}run: CONFIG SET maxmemory/m,
      /^ {2}ok {7}mail {7}the mail server greets/m,
    ])
      expect(stdout).toMatch(line);
    expect(await ask('SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(current_schema())')).toEqual([]);
    expect(mails.received).toEqual([]);
  }, 60_000);

  it('names the rights that a role lacks, with the statement that gives them', async () => {
    const role = `castellan_knock_${randomBytes(6).toString('hex')}`;
    await ask(`CREATE ROLE ${role} LOGIN`);
    const url = new URL(database.url);
    url.username = role;
    const { code, stdout } = await castellan(CHECK, { ...environment(), DATABASE_URL: url.href });
    await ask(`DROP ROLE ${role}`);

    expect(code).toBe(1);
    expect(stdout).toMatch(
      new RegExp(`fault {4}schema .*pgboss is not there, .*${role}.*\n {4}run: GRANT CREATE ON DATABASE \\S+ TO ${role}$`, 'm'),
    );
    expect(stdout).toMatch(/fault {4}tables .*may make no tables\n {4}run: castellan migrate {3}\(as the owner/);
  }, 60_000);

  it('names the variable of the address that does not answer', async () => {
    const { code, stdout } = await castellan(CHECK, { ...environment(), DATABASE_DIRECT_URL: 'postgres://127.0.0.1:1/castellan' });

    expect(code).toBe(1);
    expect(stdout).toMatch(/fault {4}database {3}DATABASE_DIRECT_URL cannot be used: .*ECONNREFUSED.*\n {4}set: DATABASE_DIRECT_URL=/);
    expect(stdout).toMatch(/warning {2}service {4}\S+jwks\.json cannot be asked \(\w+\)/);
  }, 60_000);

  (PgBouncer.isInstalled ? it : it.skip)(
    'finds a pooler that shares sessions, and asks for the server itself besides',
    async () => {
      const pooler = await PgBouncer.start(database.url, 'transaction');
      const through = { ...environment(), DATABASE_URL: pooler.url };
      const alone = await castellan(CHECK, through);
      const beside = await castellan(CHECK, { ...through, DATABASE_DIRECT_URL: database.url });
      await pooler.remove();

      expect([alone.code, alone.stdout]).toEqual([1, expect.stringMatching(/fault {4}database .*pooler.*\n {4}set: DATABASE_DIRECT_URL=/)]);
      expect(beside).toMatchObject({ code: 0, stdout: expect.stringMatching(/ok {7}database {3}DATABASE_DIRECT_URL hears/) });
      expect(beside.stdout).toContain('behind a pooler that shares sessions');
    },
    60_000,
  );
});

describe('castellan mail test', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.create();
  });
  afterAll(() => installation.remove());

  it('sends one mail and tells what the server answered, or why it did not take it', async () => {
    const mails = await TestMailServer.start();
    const environment = { SMTP_URL: mails.url, MAIL_FROM: 'no-reply@example.com' };
    const taken = await installation.castellan(['mail', 'test', 'ada@example.com'], environment);
    mails.refuses = { address: 'ada@example.com', code: 550 };
    const refused = await installation.castellan(['mail', 'test', 'ada@example.com'], environment);
    await mails.stop();

    expect(taken).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^The mail to ada@example\.com \(en\) was taken: 250 .+\n$/),
      stderr: '',
    });
    expect(mails.received.map(({ to }) => to)).toEqual([['ada@example.com']]);
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/was not taken: .*550/) });
  }, 60_000);

  it('says that nothing was sent where there is only the development inbox', async () => {
    const { code, stdout } = await installation.castellan(['mail', 'test', 'ada@example.com']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Nothing was sent: .*development inbox.*SMTP_URL/)]);
    expect(await installation.castellan(['mail', 'test', 'ada'])).toMatchObject({ code: 2, stdout: '' });
  }, 60_000);
});

/** Takes connections, and says nothing on them. */
class Silence {
  private constructor(
    private readonly server: Server,
    private readonly sockets: readonly Socket[],
  ) {}

  static async start(): Promise<Silence> {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Silence(server, sockets);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port; // it listens on a port
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
