import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock } from '@castellan/common';
import { currentTrace, withinTrace } from '@castellan/tracing';
import { Logger } from '@nestjs/common';
import { Stores } from '../stores.js';
import { BossJobs } from './boss-jobs.js';

describe(BossJobs.name, () => {
  let stores: Stores;
  const done: object[] = [];
  const failing = { times: 0, tries: 0 };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    const database = { kind: 'embedded', directory: null } as const;
    stores = await Stores.open({ database, redisUrl: null, tables: [] }, new SystemClock());
    stores.jobs.handle('plain', {}, async (data) => void done.push(data));
    stores.jobs.handle('traced', {}, async (data) => void done.push({ ...data, trace: currentTrace() }));
    stores.jobs.handle('slow', { expireInSeconds: 1, retryLimit: 0 }, () => sleep(3_000));
    stores.jobs.handle('flaky', { retryLimit: 2, retryDelaySeconds: 1 }, async () => {
      if (++failing.tries <= failing.times) throw new Error('not yet');
    });
    stores.jobs.handle('poisoned', { retryLimit: 1, retryDelaySeconds: 1 }, () => Promise.reject(new Error('never')));
    stores.jobs.handle('nested', {}, async () => {
      // The worker holds no connection: a handler may use the only one.
      await stores.transaction.run(() => stores.transaction.query('SELECT 1'));
      done.push({ nested: true });
    });
    await stores.jobs.onApplicationBootstrap();
  });

  afterAll(() => stores.close());

  beforeEach(() => {
    done.length = 0;
  });

  const until = async (condition: () => boolean | Promise<boolean>, withinMs: number): Promise<void> => {
    const deadline = Date.now() + withinMs;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error('It did not happen in time.');
      await sleep(20);
    }
  };
  const count = async (queue: string): Promise<number> => {
    const rows = await stores.transaction.query('SELECT id FROM pgboss.job WHERE name = $1', [queue]);
    return rows.length;
  };
  const states = async (queue: string): Promise<string[]> => {
    const rows = await stores.transaction.query<{ state: string }>('SELECT state FROM pgboss.job WHERE name = $1', [queue]);
    return rows.map(({ state }) => state);
  };

  it('delivers after the commit, without waiting for a poll', async () => {
    await stores.transaction.run(async () => {
      await stores.jobs.enqueue('plain', { n: 1 });
      await sleep(50);
      expect(done).toEqual([]);
    });
    await until(() => done.length > 0, 1_500); // a poll comes every two seconds

    expect(done).toEqual([{ n: 1 }]);
  });

  it('belongs to the trace in which it was enqueued', async () => {
    const trace = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', parentId: '00f067aa0ba902b7', flags: '01', state: 'rojo=1' };
    await withinTrace(trace, () => stores.transaction.run(() => stores.jobs.enqueue('traced', { n: 1 })));
    await stores.jobs.enqueue('traced', { n: 2 });
    await until(() => done.length > 1, 2_000);

    expect(done).toEqual([
      { n: 1, trace },
      { n: 2, trace: null },
    ]);
  });

  it('leaves no job of a transaction that was rolled back', async () => {
    const before = await count('plain');
    const run = stores.transaction.run(async () => {
      await stores.jobs.enqueue('plain', { n: 2 });
      throw new Error('rolled back');
    });

    await expect(run).rejects.toThrow('rolled back');
    expect(await count('plain')).toBe(before);
  });

  it('delivers many that were enqueued at once, by one statement, and none of a transaction that was rolled back', async () => {
    const query = jest.spyOn(stores.transaction, 'query');
    await stores.jobs.enqueueAll('plain', [{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(query.mock.calls.filter(([sql]) => sql.includes('INSERT'))).toHaveLength(1);
    query.mockRestore();
    await until(() => done.length > 2, 2_000);
    expect(done).toEqual(expect.arrayContaining([{ n: 1 }, { n: 2 }, { n: 3 }]));

    const before = await count('plain');
    const run = stores.transaction.run(async () => {
      await stores.jobs.enqueueAll('plain', [{ n: 4 }]);
      throw new Error('rolled back');
    });
    await expect(run).rejects.toThrow('rolled back');
    await stores.jobs.enqueueAll('plain', []);
    expect(await count('plain')).toBe(before);
  });

  it('tries a failed job again', async () => {
    failing.times = 2;
    await stores.jobs.enqueue('flaky', {});
    await until(async () => (await states('flaky')).includes('completed'), 20_000);

    expect(failing.tries).toBe(3);
  });

  it('moves a job whose tries are used up to the dead letters, with its data', async () => {
    await stores.jobs.enqueue('poisoned', { to: 'nobody' });
    await until(async () => (await count('poisoned.dead')) === 1, 20_000);
    const rows = await stores.transaction.query<{ data: object }>('SELECT data FROM pgboss.job WHERE name = $1', ['poisoned.dead']);

    expect(rows).toEqual([{ data: { to: 'nobody' } }]);
    expect(await states('poisoned')).toEqual(['failed']);
  });

  it('gives up on a handler that takes too long', async () => {
    await stores.jobs.enqueue('slow', {});
    await until(async () => (await states('slow')).includes('failed'), 2_900);

    expect(await count('slow.dead')).toBe(1);
  });

  it('lets a handler use the only connection', async () => {
    await stores.jobs.enqueue('nested', {});
    await until(() => done.length > 0, 2_000);

    expect(done).toEqual([{ nested: true }]);
  });

  it('delivers 50 parallel jobs once each', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, n) => stores.transaction.run(() => stores.jobs.enqueue('plain', { n }))));
    await until(() => done.length >= 50, 20_000);
    await sleep(100);

    expect(done.map((data) => (data as { n: number }).n).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  it('refuses a queue that nobody declared, and one declared twice', async () => {
    await expect(stores.jobs.enqueue('unknown', {})).rejects.toThrow('Nobody declared the queue unknown');
    await expect(stores.jobs.enqueueAll('unknown', [{}])).rejects.toThrow('Nobody declared the queue unknown');
    expect(() => stores.jobs.handle('plain', {}, async () => {})).toThrow('declared twice');
    await expect(stores.jobs.ping()).resolves.toBeUndefined();
  });

  it('finishes the job at hand before it stops', async () => {
    const own = await Stores.open({ database: { kind: 'embedded', directory: null }, redisUrl: null, tables: [] }, new SystemClock());
    const seen: string[] = [];
    own.jobs.handle('work', {}, async () => {
      seen.push('begun');
      await sleep(300);
      seen.push('done');
    });
    await own.jobs.onApplicationBootstrap();
    await own.jobs.enqueue('work', {});
    await until(() => seen.length === 1, 2_000);
    await Promise.all([own.close(), own.close()]);

    expect(seen).toEqual(['begun', 'done']);
  });
});
