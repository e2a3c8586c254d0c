import { SecurityMonitor } from '@castellan/accounts';
import { EphemeralStore, StoreFull } from '@castellan/data';
import { AuthEvents, INCIDENT_THRESHOLDS, SecurityIncidents } from '@castellan/log';
import { DevInbox } from '@castellan/notifications';
import { MetricsServer } from '@castellan/rest';
import { documentedMetrics, toldMetrics } from '../../../support/documents/metrics.js';
import { aUser, signInBearer, someone } from '../../../support/people/people.js';
import { TestApp } from '../../../support/app/test-app.js';

const OPERATORS = 'operators@example.com';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LOGIN = '/api/auth/login/';

describe(SecurityMonitor.name, () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ OPERATORS_EMAIL: OPERATORS });
    await app.stopSchedules();
  });
  afterEach(async () => {
    await app.advance(2 * DAY_MS); // past every window and cool-down
    await app.sql('DELETE FROM auth_events');
    await app.sql('DELETE FROM dev_inbox');
  });
  afterAll(() => app.close());

  const look = () => app.get(SecurityMonitor).run();
  const fail = async (email: string, address: string): Promise<void> => {
    await app.client({ 'x-forwarded-for': address }).post(LOGIN, { email, password: 'Winter2026!' });
  };
  const mails = async (): Promise<number> => (await app.get(DevInbox).list(OPERATORS)).length;
  const metrics = async (): Promise<string> => (await fetch(`${app.get(MetricsServer).url!}/metrics`)).text();

  // first, as it counts what was asked since the start
  it('tells /metrics on a listener of its own, which names nobody', async () => {
    const { email } = await aUser(app);
    await fail(email, '203.0.113.9');
    await app.client().get('/api/auth/me/');
    await app.client().get(`/no/such/${email}`);
    const text = await metrics();

    expect(text).toMatch(/^castellan_auth_events_total\{event="login",status="failure"\} 1$/m);
    const counted = (labels: string): string => `http_request_duration_seconds_count{${labels}} 1\n`;
    expect(text).toContain(counted('method="POST",route="/api/auth/login",status_code="401"'));
    expect(text).toContain(counted('method="GET",route="none",status_code="404"'));
    expect(text).toMatch(/^http_request_duration_seconds_bucket\{le="\+Inf",method="GET",route="\/api\/auth\/me",status_code="401"\} 1$/m);
    expect(text).toMatch(/^castellan_hash_wait_seconds_count [1-9]/m);
    expect(text).toMatch(/^castellan_hash_duration_seconds_count [1-9]/m);
    expect(text).toMatch(/^castellan_cache_requests_total\{cache="tokens",result="miss"\} \d+$/m);
    expect(text).toMatch(/^castellan_build_info\{version="\d.*",node="\d.*"\} 1$/m);
    expect(text).toMatch(/^castellan_mails_total\{outcome="sent"\} \d+$/m);
    expect(text).toMatch(/^castellan_http_problems_total\{code="not_authenticated"\} 1$/m);
    expect(text).toMatch(/^castellan_http_connections \d+$/m);
    expect(text).toMatch(/^castellan_database_up 1$/m);
    for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds', 'nodejs_heap_size_used_bytes'])
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    for (const secret of [email, '203.0.113.9']) expect(text).not.toContain(secret);
    expect((await app.client().get('/metrics')).status).toBe(404);
    expect((await fetch(`${app.get(MetricsServer).url!}/`)).status).toBe(404);
    for (const path of ['/healthz', '/readyz']) expect((await fetch(app.get(MetricsServer).url! + path)).status).toBe(200);
  });

  it('tells what the document names, with these labels', async () => {
    const { email, password } = await aUser(app);
    await app.client().post(LOGIN, { email, password });
    const documented = documentedMetrics();
    for (const [name, labels] of toldMetrics(await metrics())) {
      if (/^(process|nodejs)_/.test(name)) continue;
      expect({ name, labels: documented.get(name) }).toEqual({ name, labels: labels.length > 0 ? labels : (documented.get(name) ?? []) });
    }
  });

  it('notices one password tried on many accounts, once (password spraying)', async () => {
    for (let n = 0; n < 19; n += 1) await fail(someone().email, '203.0.113.7');
    expect(await look()).toEqual([]);
    await fail(someone().email, '203.0.113.7');

    expect(await look()).toEqual([{ kind: 'many_accounts', target: '203.0.113.7', count: 20 }]);
    await fail(someone().email, '203.0.113.7');
    expect(await Promise.all([look(), look()])).toEqual([[], []]);
    const { text, subject } = await app.mailTo(OPERATORS);
    expect(subject).toBe('Security incident at Castellan');
    expect(text).toContain('203.0.113.7');
    expect(await mails()).toBe(1);
    expect(await app.sql(`SELECT reason, ip FROM auth_events WHERE event = 'security_incident'`)).toEqual([
      { reason: 'many_accounts', ip: '203.0.113.7' },
    ]);
    expect(await metrics()).toContain('castellan_security_incidents_total{kind="many_accounts"} 1\n');
  });

  it('takes the addresses of one IPv6 customer for one (password spraying)', async () => {
    for (let n = 1; n <= 20; n += 1) await fail(someone().email, `2001:db8:1:2::${n.toString(16)}`);

    expect(await look()).toEqual([{ kind: 'many_accounts', target: '2001:db8:1:2::/64', count: 20 }]);
  });

  it('notices one account tried from many addresses, once, and does not write its address (credential stuffing)', async () => {
    const { email } = await aUser(app);
    const [{ id }] = (await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [email])) as [{ id: string }];
    for (let n = 1; n <= 10; n += 1) await fail(email, `198.51.100.${n}`);

    expect(await look()).toEqual([{ kind: 'many_addresses', target: id, count: 10 }]);
    expect(await look()).toEqual([]);
    const { text } = await app.mailTo(OPERATORS);
    expect(text).toContain(id);
    expect(text).not.toContain(email);
  });

  it('notices a store that has no room for a kind of key, once', async () => {
    const store = app.app.get<EphemeralStore>(EphemeralStore, { strict: false });
    for (let n = 0; n < 10; n += 1) await store.set(`sms:stopped:${String(n)}`, 'ten have room', HOUR_MS);
    for (let n = 10; n < 13; n += 1) await expect(store.set(`sms:stopped:${String(n)}`, 'more', HOUR_MS)).rejects.toBeInstanceOf(StoreFull);
    await look();
    await look();
    expect((await app.mailTo(OPERATORS)).text).toContain('sms_stopped');
    expect(await mails()).toBe(1);
    expect(await app.sql(`SELECT reason, identifier FROM auth_events WHERE event = 'security_incident'`)).toEqual([
      { reason: 'store_full', identifier: 'sms_stopped' },
    ]);
  });

  it('raises what goes on again after the cool-down', async () => {
    for (let n = 1; n <= 10; n += 1) await fail('nobody@example.com', `198.51.100.${n}`);
    expect(await look()).toHaveLength(1);
    app.clock.advance(HOUR_MS + 1_000);
    for (let n = 1; n <= 10; n += 1) await fail('nobody@example.com', `198.51.100.${n}`);

    expect(await look()).toEqual([{ kind: 'many_addresses', target: 'nobody@example.com', count: 10 }]);
    expect((await app.mailTo(OPERATORS, 2)).text).not.toContain('nobody@example.com');
  });

  it('notices a refresh token that comes back (token theft)', async () => {
    const { refresh } = await signInBearer(app, await aUser(app));
    const renew = async (token: string): Promise<string> =>
      (await app.client().post('/api/auth/refresh/', { refresh: token })).body.refresh;
    await renew(await renew(refresh));
    await app.advance(11_000);
    await renew(refresh);

    expect(await look()).toMatchObject([{ kind: 'refresh_reuse', count: 1 }]);
  });

  it('notices a flood of failures, but not where it is the usual', async () => {
    const flood = async (failures: number): Promise<void> => {
      const context = { ip: '', userAgent: null, traceId: '' };
      for (let n = 0; n < failures; n += 1) await app.get(AuthEvents).record({ event: 'email_verified', status: 'failure', context });
    };
    await flood(100);
    expect(await look()).toEqual([{ kind: 'failure_spike', target: '', count: 100 }]);
    for (let window = 0; window < 7; window += 1) {
      app.clock.advance(10 * 60_000);
      await flood(100);
    }

    expect(await look()).toEqual([]);
  });

  it('counts what a flood is gathered into: its rows are few, its attempts are a spike', async () => {
    const context = { ip: '203.0.113.9', userAgent: null, traceId: '' };
    for (let n = 0; n < 150; n += 1) await app.get(AuthEvents).record({ event: 'email_verified', status: 'failure', context });
    expect(await app.sql('SELECT count(*)::int AS rows FROM auth_events')).toEqual([{ rows: 61 }]);

    expect(await look()).toEqual([{ kind: 'failure_spike', target: '', count: 150 }]);
  });

  it('raises what two nodes report at once a single time, and again after the cool-down', async () => {
    const incidents = app.get(SecurityIncidents);
    const tell = jest.fn(async () => undefined);
    const report = () => incidents.report({ kind: 'store_away', target: '', count: 1 }, INCIDENT_THRESHOLDS, tell);
    await Promise.all([report(), report()]);
    expect(tell).toHaveBeenCalledTimes(1);
    app.clock.advance(HOUR_MS + 1_000);
    await report();

    expect(tell).toHaveBeenCalledTimes(2);
    expect(await app.sql(`SELECT reason FROM auth_events WHERE event = 'security_incident'`)).toEqual(
      Array(2).fill({ reason: 'store_away' }),
    );
  });
});
