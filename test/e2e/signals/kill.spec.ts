import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Signals } from '@castellan/signals';
import { eventually } from '../../support/app/eventually.js';
import { someone } from '../../support/people/people.js';
import { ServiceHome } from '../../support/service/home.js';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../../support/stores/throwaway-database.js';

const HOST = 'test/support/examples/signals-host.ts';

describe(`${Signals.name} of a process that is killed`, () => {
  let database: ThrowawayDatabase | null = null;
  let home: ServiceHome;

  beforeAll(async () => {
    database = await throwawayDatabase('tables');
    const NODE_OPTIONS = '--import ./scripts/typescript.mjs';
    home = await ServiceHome.create({ NODE_OPTIONS, LOG_LEVEL: 'silent', ...(database && { DATABASE_URL: database.url }) });
  });
  afterAll(async () => {
    await home.remove();
    await database?.drop();
  });

  it('are delivered after the restart, to a handler that the kill broke off', async () => {
    const DIARY = join(home.directory, 'diary');
    const lines = (): string[] => (existsSync(DIARY) ? readFileSync(DIARY, 'utf8').trim().split('\n') : []);
    const dying = await home.start({ DIARY, DIES: 'yes' }, HOST);
    await home
      .client()
      .post('/api/auth/signup/', someone())
      .catch(() => null); // the answer may be lost with the process
    expect(await dying.ended).toMatchObject({ signal: 'SIGKILL' });
    expect(lines()).toEqual([expect.stringMatching(/^begun /)]);

    await home.start({ DIARY }, HOST);
    const [first, second, third] = await eventually(
      async () => lines(),
      ({ length }) => length === 3,
    );
    expect(second).toBe(first);
    expect(third).toBe(first!.replace('begun', 'done'));
  }, 120_000);
});
