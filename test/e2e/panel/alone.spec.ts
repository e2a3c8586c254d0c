import { SURE } from '../../support/panel/users.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { within } from '../../support/app/eventually.js';
import { OwnRedis } from '../../support/stores/own-redis.js';
import { PanelBrowser } from '../../support/panel/browser.js';
import { someone } from '../../support/people/people.js';
import { REAL_TIME } from '../../support/people/second-factor.js';
import { freePort } from '../../support/service/free-port.js';
import { ServiceHome } from '../../support/service/home.js';
import { mailTo, signIn, signUp } from '../../support/service/people.js';
import { type SpawnedService } from '../../support/service/spawned.js';
import { type ThrowawayDatabase, throwawayDatabase } from '../../support/stores/throwaway-database.js';

const API = 'dist/apps/api/src/main.js';
const PANEL = 'dist/apps/admin/src/main.js';

const describeWithServers = process.env['DATABASE_URL'] && OwnRedis.isInstalled ? describe : describe.skip;

describeWithServers('the panel in a process of its own', () => {
  const superuser = someone();
  let database: ThrowawayDatabase | null = null;
  let redis: OwnRedis;
  let api: ServiceHome;
  let ops: ServiceHome;
  let panel: SpawnedService;
  let metricsPort: number;

  beforeAll(async () => {
    [database, redis] = await Promise.all([throwawayDatabase('tables'), OwnRedis.start()]);
    const servers = { DATABASE_URL: database?.url, REDIS_URL: redis.url };
    api = await ServiceHome.create({ ...servers, SUPERUSER_EMAIL: superuser.email, SUPERUSER_PASSWORD: superuser.password });
    ops = await ServiceHome.create(servers);
    await api.start({}, API);
    metricsPort = await freePort();
    panel = await ops.start({ ADMIN_METRICS_PORT: String(metricsPort) }, PANEL);
  }, 120_000);

  afterAll(async () => {
    await ops.remove();
    await api.remove();
    await redis.remove();
    await database?.drop();
  });

  it('is not opened by the API in a process of its own', async () => {
    await expect(fetch(`http://localhost:${api.adminPort}/healthz`)).rejects.toThrow();
  });

  it('says where it is', () => {
    expect(panel.output).toContain(`The panel of Castellan is running at http://localhost:${ops.adminPort}/\n`);
  });

  it('tells its health on its own port and on that of its metrics', async () => {
    await fetch(`http://127.0.0.1:${ops.adminPort}/sign-in`);
    const page = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    for (const metric of ['castellan_database_up 1', 'castellan_redis_up 1', 'castellan_hash_queue_length 0'])
      expect(page).toMatch(new RegExp(`^${metric}$`, 'm'));
    expect(page).toMatch(/^http_request_duration_seconds_count\{method="GET",route="\/sign-in",status_code="200"\} 1$/m);
    for (const port of [ops.adminPort, metricsPort])
      expect(await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  it('ends a session that the API refuses within a second', async () => {
    const operator = new PanelBrowser(`http://localhost:${ops.adminPort}`, '10.0.0.2');
    const { uid, token } = await mailTo(api.client(), superuser.email);
    await operator.enrolBy(REAL_TIME, { uid, token }, superuser);
    const client = api.client();
    const { headers, sessionId } = await signIn(client, await signUp(client, someone()));
    expect((await client.get('/api/auth/me/', headers)).status).toBe(200);

    const ended = await operator.act(`/api/resources/sessions/records/${sessionId}/end`, SURE);
    expect(JSON.parse(ended.text)).toMatchObject({ notice: { type: 'success' } });

    await sleep(1_000);
    expect(await client.get('/api/auth/me/', headers)).toMatchObject({ status: 401, body: { reason: 'admin_revoked' } });
  });

  it('stops when it is told to, and leaves the API to its work', async () => {
    expect(await within(15_000, panel.end('SIGTERM'))).toEqual({ code: 0, signal: null });
    expect((await api.client().get('/readyz')).status).toBe(200);
  });
});

describe('a panel alone on the embedded database', () => {
  it('does not start, and says what to do', async () => {
    const home = await ServiceHome.create();
    const panel = home.launch({}, PANEL);

    expect(await within(30_000, panel.ended)).toEqual({ code: 1, signal: null });
    expect(panel.output).toMatch(/^\nThe panel did not start\.\n\nThe embedded database has one owner: set DATABASE_URL [^\n]*\n$/);
    await home.remove();
  });
});
