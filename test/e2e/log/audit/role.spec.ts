import { AccountCreation } from '@castellan/accounts';
import { CASTELLAN_TABLES } from '@castellan/composition/tables';
import { makeDataSource, migrate, Transaction } from '@castellan/data';
import { AuditLog, auditProtection, AuditVerification } from '@castellan/log';
import { HOST } from '../../../support/people/operators.js';
import { OwnPostgres } from '../../../support/stores/own-postgres.js';
import { aUser, signInBearer, someone } from '../../../support/people/people.js';
import { TestApp } from '../../../support/app/test-app.js';

const onPostgres = OwnPostgres.isInstalled ? describe : describe.skip;
const DENIED = { code: '42501' }; // insufficient_privilege

onPostgres('the role that the migrations make for the service', () => {
  let server: OwnPostgres;
  const urlOf = (role: string, database: string): string => {
    const url = new URL(server.url);
    [url.username, url.pathname] = [role, `/${database}`];
    return url.href;
  };

  /** Works on the server as the role. */
  async function as<T>(role: string, database: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const dataSource = await makeDataSource({ database: { kind: 'postgres', url: urlOf(role, database) }, tables: [] });
    await dataSource.initialize();
    try {
      return await work(new Transaction(dataSource));
    } finally {
      await dataSource.destroy();
    }
  }

  async function migrated(role: string, database: string): Promise<void> {
    const dataSource = await makeDataSource({ database: { kind: 'postgres', url: urlOf(role, database) }, tables: CASTELLAN_TABLES });
    await dataSource.initialize();
    await migrate(dataSource);
    await dataSource.destroy();
  }

  const asSuperuser = (...statements: readonly string[]): Promise<void> =>
    as('castellan', 'postgres', async (transaction) => {
      for (const statement of statements) await transaction.query(statement);
    });
  const protectionFor = (role: string, database: string) => as(role, database, auditProtection);

  beforeAll(async () => {
    server = await OwnPostgres.start();
    await asSuperuser('CREATE ROLE builder LOGIN CREATEROLE', 'CREATE ROLE tenant LOGIN', 'CREATE ROLE stranger LOGIN');
    for (const name of ['house', 'grown']) await asSuperuser(`CREATE DATABASE ${name} OWNER builder`);
    await asSuperuser('CREATE DATABASE managed OWNER tenant');
  }, 120_000);
  afterAll(() => server.remove());

  it('runs the whole service, and can append to the audit log but not alter it', async () => {
    await migrated('builder', 'house');
    await as('builder', 'house', (transaction) => transaction.query('CREATE ROLE service LOGIN IN ROLE castellan_app_house'));
    const app = await TestApp.start({ DATABASE_URL: urlOf('service', 'house'), REDIS_URL: '' });
    try {
      await signInBearer(app, await aUser(app)); // mails are queued and delivered: the job queue works
      const { id } = await app.get(AccountCreation).createUser(HOST, someone());
      expect(await app.get(AuditLog).search({ targetId: id, limit: 1 })).toHaveLength(1);
      for (const attack of [
        "UPDATE audit_log SET reason = 'x'",
        'DELETE FROM audit_log',
        'TRUNCATE audit_log',
        'ALTER TABLE audit_log DISABLE TRIGGER ALL',
        'DROP TABLE audit_log',
        'DELETE FROM audit_head',
        'INSERT INTO audit_head (id, seq) VALUES (1, 0)',
        'DROP FUNCTION castellan_refuse_change() CASCADE',
        'DELETE FROM migrations',
      ])
        await expect(app.sql(attack)).rejects.toMatchObject(DENIED);
      await expect(app.sql('UPDATE audit_head SET seq = 0')).rejects.toMatchObject({ code: '2F003' });
      expect((await app.get(AuditVerification).verify()).fault).toBeNull();
    } finally {
      await app.close();
    }
    expect(await protectionFor('service', 'house')).toBe('protected');
    expect(await protectionFor('builder', 'house')).toBe('owner');
    expect(await protectionFor('castellan', 'house')).toBe('superuser');
  }, 120_000);

  it('takes over the queue of an installation that ran as the owner before', async () => {
    await (await TestApp.start({ DATABASE_URL: urlOf('builder', 'grown'), REDIS_URL: '' })).close();
    const role = await as('builder', 'grown', (transaction) => transaction.query('SELECT castellan_set_up_app_role() AS role'));
    expect(role).toEqual([{ role: 'castellan_app_grown' }]);
    await as('builder', 'grown', (transaction) => transaction.query('CREATE ROLE heir LOGIN IN ROLE castellan_app_grown'));
    for (const successor of ['heir', 'builder']) {
      const app = await TestApp.start({ DATABASE_URL: urlOf(successor, 'grown'), REDIS_URL: '' });
      await aUser(app);
      await app.close();
    }
    expect(await protectionFor('heir', 'grown')).toBe('protected');
  }, 120_000);

  it('is done without where the owner may make no roles, and said so', async () => {
    await migrated('tenant', 'managed');
    expect(await as('tenant', 'managed', (transaction) => transaction.query('SELECT castellan_set_up_app_role() AS role'))).toEqual([
      { role: null },
    ]);
    expect(await protectionFor('tenant', 'managed')).toBe('owner');
  });

  it('is of one database: it opens nothing of another on the same server', async () => {
    await expect(as('service', 'grown', (transaction) => transaction.query('SELECT 1 FROM users'))).rejects.toMatchObject(DENIED);
    await as('castellan', 'house', (transaction) => transaction.query('GRANT DELETE ON audit_log TO stranger'));
    expect(await protectionFor('stranger', 'house')).toBe('may_change');
    expect(await protectionFor('castellan', 'postgres')).toBe('absent');
  });
});
