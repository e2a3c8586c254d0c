import { randomBytes } from 'node:crypto';
import { CASTELLAN_TABLES } from '@castellan/composition/tables';
import { DataModule, makeDataSource, migrate, QueueHealth, Transaction } from '@castellan/data';
import type { EmbeddedOptions } from '@castellan/data';
import { auditProtection } from '@castellan/log';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { TestApp } from '../../support/app/test-app.js';
import { aUser, signInBearer, someone } from '../../support/people/people.js';
import { emptyEmbedded } from '../../support/stores/empty-embedded.js';
import { HOST_TABLES, PUBLIC_CATALOGUE } from '../../support/stores/host-tables.js';
import { createDatabase } from '../../support/stores/nodes.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';

const onPostgres = process.env['DATABASE_URL'] ? describe : describe.skip;

const SCHEMAS = `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1`;

describe("an embedded database with a host's tables", () => {
  const run = async (database: EmbeddedOptions, ...statements: readonly string[]): Promise<readonly { readonly line?: string }[]> => {
    const dataSource = await (await makeDataSource({ database, tables: [] })).initialize();
    let rows: readonly object[] = [];
    for (const statement of statements) rows = await dataSource.query(statement); // TypeORM says any
    await dataSource.destroy();
    return rows;
  };

  it('is left as it is by a schema beside it, which holds all of ours', async () => {
    const { database, remove } = emptyEmbedded();
    const before = await run(database, ...HOST_TABLES.split(/;\n/), PUBLIC_CATALOGUE);
    const data = DataModule.forRoot({ database, schema: 'castellan', redisUrl: null, tables: CASTELLAN_TABLES });
    const app = await (await Test.createTestingModule({ imports: [data] }).compile()).init();

    const [made] = await app.get(Transaction).query<{ users: string; queue: string; foreign: number }>(
      `SELECT to_regclass('users')::oid = to_regclass('castellan.users')::oid AS users, to_regclass('castellan_queue.job')::text AS queue,
         (SELECT count(*)::int FROM castellan.migrations) AS migrations`,
    );
    expect(made).toEqual({ users: true, queue: 'castellan_queue.job', migrations: CASTELLAN_TABLES.flatMap((t) => t.migrations).length });
    expect(await app.get(QueueHealth).all()).toEqual([]);
    await app.close();

    expect(await run(database, PUBLIC_CATALOGUE)).toEqual(before);
    expect(await run(database, SCHEMAS)).toEqual([{ name: 'castellan' }, { name: 'castellan_queue' }, { name: 'public' }]);
    remove();
  });
});

onPostgres('PostgreSQL', () => {
  let database: ThrowawayDatabase;
  let client: pg.Client;
  const lines = async (sql: string): Promise<readonly unknown[]> => (await client.query(sql)).rows;

  beforeEach(async () => {
    database = await createDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await database.drop();
  });

  it('holds two installations that know nothing of each other, without a second process between them, beside tables of a host', async () => {
    await client.query(HOST_TABLES);
    const before = await lines(PUBLIC_CATALOGUE);
    const environment = { DATABASE_URL: database.url, REDIS_URL: '' };
    const north = await TestApp.start({ ...environment, DATABASE_SCHEMA: 'north' });
    const south = await TestApp.start({ ...environment, DATABASE_SCHEMA: 'south' });
    try {
      const person = someone();
      for (const app of [north, south]) await signInBearer(app, await aUser(app, { ...person }));
      const stranger = await aUser(north);

      expect((await south.client().post('/api/auth/login/', { ...stranger })).status).toBe(401);
      for (const [app, users] of [
        [north, 2],
        [south, 1],
      ] as const)
        expect(await app.sql('SELECT count(*)::int AS users FROM users')).toEqual([{ users }]);
      await expect(TestApp.start({ ...environment, DATABASE_SCHEMA: 'north' })).rejects.toThrow('without Redis only one');
      expect(
        await lines(`SELECT rolname AS name FROM pg_roles WHERE rolname LIKE 'castellan_app_' || current_database() || '%' ORDER BY 1`),
      ).toEqual([{ name: expect.stringMatching(/\.north$/) as string }, { name: expect.stringMatching(/\.south$/) as string }]);
    } finally {
      await south.close();
      await north.close();
    }
    expect(await lines(PUBLIC_CATALOGUE)).toEqual(before);
    expect(await lines(SCHEMAS)).toEqual(['north', 'north_queue', 'public', 'south', 'south_queue'].map((name) => ({ name })));
  });

  it('tells revocations of one installation to no other', async () => {
    const environment = { DATABASE_URL: database.url, REDIS_URL: '' };
    const app = await TestApp.start({ ...environment, DATABASE_SCHEMA: 'north' });
    const heard: string[] = [];
    client.on('notification', ({ channel }) => heard.push(channel));
    for (const channel of ['castellan_revocation', 'castellan_revocation_north', 'castellan_revocation_south'])
      await client.query(`LISTEN ${channel}`);
    const { bearer, refresh } = await signInBearer(app, await aUser(app));

    await app.client().post('/api/auth/logout/', { refresh });

    expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(401);
    await client.query('SELECT 1');
    expect(new Set(heard)).toEqual(new Set(['castellan_revocation_north']));
    await app.close();
  });

  describe('a role that may not make schemas', () => {
    const role = `castellan_test_${randomBytes(4).toString('hex')}`;
    const as = (): string => {
      const url = new URL(database.url);
      url.username = role;
      return url.href;
    };
    const migrated = async (): Promise<readonly string[]> => {
      const dataSource = await makeDataSource({ database: { kind: 'postgres', url: as() }, schema: 'castellan', tables: CASTELLAN_TABLES });
      await dataSource.initialize();
      return migrate(dataSource).finally(() => dataSource.destroy());
    };

    beforeEach(() => client.query(`CREATE ROLE ${role} LOGIN`));
    afterEach(() => client.query(`DROP OWNED BY ${role}`).then(() => client.query(`DROP ROLE ${role}`)));

    it('is told the line to run', async () => {
      await expect(migrated()).rejects.toThrow(
        new RegExp(`may not make the schema "castellan".*\\n +GRANT CREATE ON DATABASE \\w+ TO ${role};`),
      );
    });

    it('is told of one that it may not use, and works in one that was made for it', async () => {
      await client.query('CREATE SCHEMA castellan');
      await expect(migrated()).rejects.toThrow(`GRANT USAGE, CREATE ON SCHEMA "castellan" TO ${role};`);
      await client.query(`GRANT USAGE, CREATE ON SCHEMA castellan TO ${role}`);

      expect(await migrated()).toHaveLength(CASTELLAN_TABLES.flatMap(({ migrations }) => migrations).length);
    });
  });

  it('knows the rights on the audit log of its own schema', async () => {
    const dataSource = (schema: string) =>
      makeDataSource({ database: { kind: 'postgres', url: database.url }, schema, tables: CASTELLAN_TABLES });
    const north = await (await dataSource('north')).initialize();
    const south = await (await dataSource('south')).initialize();
    await migrate(north);

    expect(await auditProtection(new Transaction(north))).toBe('superuser');
    expect(await auditProtection(new Transaction(south))).toBe('absent');
    // asked for from elsewhere, as an operator does in psql
    const [{ role }] = (await lines('SELECT north.castellan_set_up_app_role() AS role')) as [{ role: string }];
    expect(role).toMatch(/\.north$/);
    expect(
      await lines(
        `SELECT has_schema_privilege('${role}', 'north', 'USAGE') AS own, has_table_privilege('${role}', 'north.audit_log', 'DELETE') AS log`,
      ),
    ).toEqual([{ own: true, log: false }]);
    await Promise.all([north.destroy(), south.destroy()]);
    await client.query(`DROP OWNED BY "${role}"`).then(() => client.query(`DROP ROLE "${role}"`));
  });
});
