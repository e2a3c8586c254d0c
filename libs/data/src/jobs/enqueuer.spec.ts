import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock } from '@castellan/common';
import { Logger } from '@nestjs/common';
import { Stores } from '../stores.js';

describe('stores opened beside a service', () => {
  let stores: Stores;
  let worked = 0;
  const work = async (): Promise<void> => {
    worked++;
  };
  beforeAll(async () => {
    Logger.overrideLogger(false);
    const database = { kind: 'embedded', directory: null } as const;
    stores = await Stores.open({ database, redisUrl: null, tables: [], beside: true }, new SystemClock());
    stores.jobs.handle('mail', {}, work);
    stores.jobs.schedule('nightly', '* * * * *', work);
    await stores.jobs.onApplicationBootstrap();
  });
  afterAll(() => stores.close());

  it('fill queues and work on none', async () => {
    await stores.transaction.run(() => stores.jobs.enqueue('mail', { n: 1 }));
    await sleep(300);

    expect(worked).toBe(0);
    expect(await stores.transaction.query(`SELECT name, state FROM pgboss.job`)).toEqual([{ name: 'mail', state: 'created' }]);
    expect(await stores.transaction.query(`SELECT name FROM pgboss.schedule`)).toEqual([]);
  });
});
