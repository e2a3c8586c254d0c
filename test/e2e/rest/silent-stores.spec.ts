import { MetricsServer } from '@castellan/rest';
import { eventually, within } from '../../support/app/eventually.js';
import { TestApp } from '../../support/app/test-app.js';
import { type Network, startNetwork } from '../../support/stores/network.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

const { REDIS_URL } = process.env;
const describeWithServers = process.env['DATABASE_URL'] && REDIS_URL ? describe : describe.skip;

/** What is promised to balancers. */
const TOLD_WITHIN_MS = 3_000;

describeWithServers('readiness, over a network that loses every packet', () => {
  let database: ThrowawayDatabase;
  let networks: Record<'PostgreSQL' | 'Redis', Network>;
  let app: TestApp;
  beforeAll(async () => {
    database = (await throwawayDatabase('tables'))!;
    networks = { PostgreSQL: await startNetwork(database.url), Redis: await startNetwork(REDIS_URL!) };
    app = await TestApp.start({ DATABASE_URL: networks.PostgreSQL.url, REDIS_URL: networks.Redis.url });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    for (const network of Object.values(networks)) network.close();
    await database.drop();
  });

  const readyz = (): readonly string[] => [app.base, app.get(MetricsServer).url!].map((listener) => `${listener}/readyz`);
  /** 0 for an answer that came too late. */
  const statusOf = (url: string): Promise<number> =>
    within(TOLD_WITHIN_MS, fetch(url)).then(
      ({ status }) => status,
      () => 0,
    );
  const turns = async (status: number): Promise<void> => {
    const isSettled = (all: readonly number[]): boolean => all.includes(0) || all.every((each) => each === status);
    const all = await eventually(() => Promise.all(readyz().map(statusOf)), isSettled);
    expect(all).toEqual([status, status]);
  };

  it.each([
    ['PostgreSQL', 'database'],
    ['Redis', 'store'],
  ] as const)(
    'is 503 in time while %s is silent, on the port of the metrics too, and recovers by itself',
    async (name, part) => {
      await turns(200);
      networks[name].beSilent();
      await turns(503);
      const told = (await (await fetch(readyz()[1]!)).json()) as { readonly detail: string };
      expect(told.detail).toMatch(new RegExp(`^Away: .*${part}`));
      expect((await app.client().get('/healthz')).status).toBe(200);

      networks[name].speak();
      await turns(200);
    },
    60_000,
  );
});
