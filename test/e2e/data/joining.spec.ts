import { EventEmitter, once } from 'node:events';
import { AccountCreation, SignUp, UserCreation } from '@castellan/accounts';
import { CannotJoin, Transaction } from '@castellan/data';
import { LOCAL_CONTEXT } from '@castellan/log';
import { DataSource } from 'typeorm';
import type { QueryRunner } from 'typeorm';
import { TestApp } from '../../support/app/test-app.js';
import { HOST } from '../../support/people/operators.js';
import { Customers } from '../../support/examples/customers.js';
import { PASSWORD, someone } from '../../support/people/people.js';
import { HOST_TABLES, PUBLIC_CATALOGUE } from '../../support/stores/host-tables.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';

const NO_SOURCE = { username: null, firstName: '', lastName: '', sourceUrl: null };
const HOST_PATH = '"$user", public';

const onPostgres = process.env['DATABASE_URL'] ? describe : describe.skip;

onPostgres("a host's transaction on PostgreSQL, beside its tables", () => {
  let database: ThrowawayDatabase;
  let app: TestApp;
  let host: DataSource;
  let transaction: Transaction;

  /** As `dataSource.transaction(…)` does it, with the query runner in hand. */
  const inTransaction = async <T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> => {
    const runner = host.createQueryRunner();
    await runner.startTransaction();
    try {
      const result = await work(runner);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  };

  beforeAll(async () => {
    database = (await throwawayDatabase())!;
    app = await TestApp.start({ DATABASE_SCHEMA: 'auth', REDIS_URL: '', DATABASE_URL: database.url });
    transaction = app.get(Transaction);
    host = await new DataSource({ type: 'postgres', url: database.url, poolSize: 12 }).initialize();
    await inTransaction(async (runner) => {
      for (const statement of HOST_TABLES.split(/;\n/)) await runner.query(statement);
      await runner.query('CREATE TABLE customers (user_id uuid PRIMARY KEY REFERENCES auth.users (id), points int NOT NULL)');
    });
  });
  afterAll(async () => {
    await host.destroy();
    await app.close();
    await database.drop();
  });

  const giveUp = (): never => {
    throw new Error('the host gave up');
  };
  const signUp = (email: string): Promise<void> => app.get(SignUp).signUp({ ...NO_SOURCE, email, password: PASSWORD }, LOCAL_CONTEXT);
  const register = (email: string) => app.get(UserCreation).registerUser(email);
  const users = async (email: string): Promise<number> => (await app.sql('SELECT 1 FROM auth.users WHERE email = $1', [email])).length;
  const events = (email: string) =>
    app.sql("SELECT event, status FROM auth.auth_events WHERE identifier = $1 AND event = 'register'", [email]);
  const jobs = async (): Promise<number> => (await app.sql('SELECT 1 FROM auth_queue.job WHERE name = $1', ['mail'])).length;
  const pathOf = async (runner: QueryRunner): Promise<string> => {
    const [row] = (await runner.query('SHOW search_path')) as [{ search_path: string }]; // TypeORM says any
    return row.search_path;
  };

  describe('a sign-up', () => {
    it('that the host rolls back leaves no user, no mail, no event but the failed one', async () => {
      const { email } = someone();
      const before = await jobs();
      const given = inTransaction(async (runner) => {
        await transaction.join(runner, () => signUp(email));
        giveUp();
      });

      await expect(given).rejects.toThrow('the host gave up');
      expect([await users(email), (await jobs()) - before]).toEqual([0, 0]);
      expect(await events(email)).toEqual([{ event: 'register', status: 'failure' }]);
    });

    it('that the host commits has them all, and rows of the host that point at it', async () => {
      const { email } = someone();
      await new Customers(host, transaction, app.get(UserCreation)).welcome(email, 5);
      const { email: mailed } = someone();
      await inTransaction((runner) => transaction.join(runner, () => signUp(mailed)));

      expect([await users(email), await users(mailed)]).toEqual([1, 1]);
      expect(await events(mailed)).toEqual([{ event: 'register', status: 'success' }]);
      expect((await app.mailTo(mailed)).links).not.toHaveLength(0);
      expect(await app.sql('SELECT points FROM public.customers JOIN auth.users ON id = user_id WHERE email = $1', [email])).toEqual([
        { points: 5 },
      ]);
    });

    it('of twenty parallel ones is there when its host committed, and only then', async () => {
      const people = Array.from({ length: 20 }, () => someone().email);
      await Promise.allSettled(
        people.map((email, i) =>
          inTransaction(async (runner) => {
            await transaction.join(runner, () => register(email));
            if (i % 2 === 1) giveUp();
          }),
        ),
      );

      expect(await Promise.all(people.map(users))).toEqual(people.map((_, i) => (i % 2 === 0 ? 1 : 0)));
    });

    it('that fails leaves nothing half done, says why, and the host goes on', async () => {
      const [taken, free] = [someone().email, someone().email];
      await register(taken);
      const two = async (): Promise<void> => {
        await register(free);
        await app.get(AccountCreation).createUser(HOST, { email: taken, password: PASSWORD });
      };
      await inTransaction(async (runner) => {
        await expect(transaction.join(runner, two)).rejects.toMatchObject({ code: 'validation_failed' });
        expect(await pathOf(runner)).toBe(HOST_PATH);
        await runner.query('INSERT INTO users (nickname) VALUES ($1)', [free]);
      });

      expect(await users(free)).toBe(0);
      expect(await app.sql('SELECT nickname FROM public.users WHERE nickname = $1', [free])).toEqual([{ nickname: free }]);
      expect(await events(free)).toEqual([{ event: 'register', status: 'failure' }]);
    });
  });

  it('has the host keep its settings, in between, after and beside', async () => {
    await inTransaction(async (runner) => {
      await runner.query("SET LOCAL datestyle = 'German'; SET LOCAL timezone = 'Asia/Tokyo'");
      await transaction.join(runner, async () => {
        expect(await transaction.query("SELECT current_setting('search_path') AS path, current_setting('timezone') AS zone")).toEqual([
          { path: '"auth"', zone: 'UTC' },
        ]);
        expect(await transaction.manager.query('SHOW search_path')).toEqual([{ search_path: '"auth"' }]);
        expect(await runner.query("SELECT nickname FROM users WHERE nickname = 'ada'")).toEqual([{ nickname: 'ada' }]);
        await transaction.query('SELECT email FROM users LIMIT 1');
      });
      expect(await pathOf(runner)).toBe(HOST_PATH);
      expect(await runner.query("SELECT current_setting('datestyle') AS style, current_setting('timezone') AS zone")).toEqual([
        { style: 'German, DMY', zone: 'Asia/Tokyo' },
      ]);
    });
  });

  it('has what the host does besides wait for the work, and never fall with it', async () => {
    const { email } = someone();
    await inTransaction(async (runner) => {
      const steps = new EventEmitter();
      const [begun, sent] = [once(steps, 'begun'), once(steps, 'sent')];
      const failing = transaction.join(runner, async () => {
        await register(email);
        steps.emit('begun');
        await sent;
        await transaction.query('SELECT 1'); // comes after what was sent, were it not to wait
        giveUp();
      });
      await begun;
      const besides = runner.query('INSERT INTO groups (title) VALUES ($1)', [email]);
      steps.emit('sent');
      const other = transaction.join(runner, () => register(`b${email}`));
      await expect(failing).rejects.toThrow('the host gave up');
      await Promise.all([besides, other]);
    });

    expect([await users(email), await users(`b${email}`)]).toEqual([0, 1]);
    expect(await app.sql('SELECT title FROM public.groups WHERE title = $1', [email])).toHaveLength(1);
  });

  it('calls back after the end of the transaction, and only what fits it', async () => {
    const told: string[] = [];
    const tell = (name: string) => async (): Promise<void> => {
      transaction.beforeCommit(async () => void told.push(`${name} finishes ${String(transaction.isOpen)}`));
      transaction.afterCommit(() => void told.push(`${name} committed`));
      transaction.afterRollback(() => void told.push(`${name} rolled back`));
    };
    await inTransaction(async (runner) => {
      await transaction.join(runner, tell('kept'));
      await runner.startTransaction(); // a savepoint
      await transaction.join(runner, tell('behind a savepoint'));
      await runner.rollbackTransaction();
      await transaction.join(runner, tell('failed').bind(null)).then(() => told.push('host'));
      await transaction.join(runner, () => tell('caught')().then(giveUp)).catch(() => {});
    });
    expect(told).toEqual([
      'host',
      'kept finishes true',
      'failed finishes true',
      'kept committed',
      'behind a savepoint rolled back',
      'failed committed',
      'caught rolled back',
    ]);

    told.length = 0;
    const runner = host.createQueryRunner();
    await runner.startTransaction();
    await transaction.join(runner, tell('left'));
    await runner.release();
    expect(told).toEqual(['left rolled back']);
  });

  it('takes a transaction that fails at its commit for rolled back, and a COMMIT past the query runner for a mistake', async () => {
    const told: string[] = [];
    await inTransaction(async (runner) => {
      await transaction.join(runner, async () => {
        transaction.afterCommit(() => void told.push('committed'));
        transaction.afterRollback(() => void told.push('rolled back'));
      });
      await expect(runner.query('COMMIT')).rejects.toBeInstanceOf(CannotJoin);
      await runner.query('SELECT 1 / 0').catch(() => {}); // PostgreSQL answers the COMMIT with a silent ROLLBACK
    });

    expect(told).toEqual(['rolled back']);
  });

  it('runs nothing again for a deadlock, which is for the host to do', async () => {
    let runs = 0;
    const given = inTransaction((runner) =>
      transaction.join(runner, () =>
        transaction.run(async () => {
          runs += 1;
          throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
        }),
      ),
    );

    await expect(given).rejects.toMatchObject({ code: '40P01' });
    expect(runs).toBe(1);
  });

  it('changed no table of the host', async () => {
    const rows = await app.sql<{ line: string }>(PUBLIC_CATALOGUE);

    expect(rows.filter(({ line }) => /^column users\./.test(line))).toHaveLength(3);
    expect(rows.filter(({ line }) => line.startsWith('migration '))).toHaveLength(1);
  });
});
