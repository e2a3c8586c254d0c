import { Transaction } from '@castellan/data';
import pg from 'pg';
import { eventually } from '../../support/app/eventually.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { PgBouncer, type PoolMode } from '../../support/stores/pg-bouncer.js';
import { TestApp } from '../../support/app/test-app.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

const canRun = process.env['DATABASE_URL'] && process.env['REDIS_URL'] && (PgBouncer.isInstalled || process.env['CI']);
const describeWithPooler = canRun ? describe : describe.skip;

const NO_REDIS = { REDIS_URL: '' };

describeWithPooler('behind PgBouncer', () => {
  let database: ThrowawayDatabase;
  let bouncer: PgBouncer;

  const begin = async (mode: PoolMode): Promise<void> => {
    database = (await throwawayDatabase())!;
    bouncer = await PgBouncer.start(database.url, mode);
  };
  const end = async (): Promise<void> => {
    await bouncer.remove();
    await database.drop();
  };
  const onServer = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };

  describe.each(['session', 'transaction'] as const)('in %s mode', (mode) => {
    let environment: NodeJS.ProcessEnv;
    let app: TestApp;

    beforeAll(async () => {
      await begin(mode);
      environment = { DATABASE_URL: bouncer.url, ...(mode === 'transaction' && { DATABASE_DIRECT_URL: database.url }) };
      app = await TestApp.start(environment);
    });
    afterAll(async () => {
      await app.close();
      await end();
    });

    it('refuses a revoked token on the other node within a second', async () => {
      const other = await app.anotherNode();
      try {
        const { bearer, refresh } = await signInBearer(app, await aUser(app));
        expect((await other.client().get('/api/auth/me/', bearer)).status).toBe(200);
        const queries = jest.spyOn(other.get(Transaction), 'query');
        const asks = async (): Promise<number> => {
          queries.mockClear();
          await other.client().get('/api/auth/me/', bearer);
          return queries.mock.calls.length;
        };
        // what it knows is trusted, once it has heard of the sign-in: the pooler is no excuse to ask each time
        await eventually(asks, (count) => count === 0, 10_000);
        queries.mockRestore();
        await app.client().post('/api/auth/logout/', { refresh });
        const deadline = performance.now() + 1000;
        let status = 200;
        while (status === 200 && performance.now() < deadline) status = (await other.client().get('/api/auth/me/', bearer)).status;

        expect(status).toBe(401);
      } finally {
        await other.close();
      }
    });

    it('runs statements that are prepared elsewhere, many at once', async () => {
      const people = await Promise.all(Array.from({ length: 12 }, () => aUser(app)));
      const rounds = Array.from({ length: 5 }, () => people).flat();
      const answers = await Promise.all(
        rounds.map(async (person) => {
          const { refresh } = await signInBearer(app, person);
          return (await app.client().post('/api/auth/refresh/', { refresh })).status;
        }),
      );

      expect(new Set(answers)).toEqual(new Set([200]));
    });

    it('lets no second process in without Redis', async () => {
      const first = await TestApp.start({ ...environment, ...NO_REDIS });
      try {
        await expect(TestApp.start({ ...environment, ...NO_REDIS })).rejects.toThrow('without Redis only one');
      } finally {
        await first.close();
      }
    });
  });

  describe('in transaction mode', () => {
    beforeAll(() => begin('transaction'));
    afterAll(end);

    it('does not start without the address of the server, and names the line', async () => {
      await expect(TestApp.start({ DATABASE_URL: bouncer.url })).rejects.toThrow(/shares sessions.*\n +set: DATABASE_DIRECT_URL=postgres:/);
    });

    it('does not start when the direct address leads through it too', async () => {
      const twice = { DATABASE_URL: bouncer.url, DATABASE_DIRECT_URL: `${bouncer.url}?application_name=x` };
      await expect(TestApp.start(twice)).rejects.toThrow(/DATABASE_DIRECT_URL leads through a pooler/);
    });

    it('does not start when the direct address names another database', async () => {
      const other = (await throwawayDatabase())!;
      await expect(TestApp.start({ DATABASE_URL: bouncer.url, DATABASE_DIRECT_URL: other.url })).rejects.toThrow('name the same database');
      await other.drop();
    });

    it('takes a schema of its own from the default of the role, and names the statement where it is not', async () => {
      const environment = { DATABASE_URL: bouncer.url, DATABASE_DIRECT_URL: database.url, DATABASE_SCHEMA: 'castellan' };
      await expect(TestApp.start(environment)).rejects.toThrow("ALTER ROLE castellan SET search_path = 'castellan';");
      await onServer(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET search_path = castellan`);
      const renewed = await PgBouncer.start(database.url, 'transaction');
      const app = await TestApp.start({ ...environment, DATABASE_URL: renewed.url });
      await aUser(app);

      expect(await app.sql('SELECT count(*)::int AS users FROM castellan.users')).toEqual([{ users: 1 }]);
      await app.close();
      await renewed.remove();
    });

    it('does not start on defaults that change outcomes, and names the statement', async () => {
      const name = new URL(database.url).pathname.slice(1);
      await onServer(`ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable'`);
      await expect(TestApp.start({ DATABASE_URL: bouncer.url, DATABASE_DIRECT_URL: database.url })).rejects.toThrow(
        "ALTER ROLE castellan SET default_transaction_isolation = 'read committed';",
      );
    });
  });

  it('in statement mode does not start', async () => {
    await begin('statement');
    await expect(TestApp.start({ DATABASE_URL: bouncer.url })).rejects.toThrow('DATABASE_DIRECT_URL');
    await end();
  });
});
