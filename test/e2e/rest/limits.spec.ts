import { expectProblem, ProbeClient, type Answer } from '../../support/http/probe-client.js';
import { probeStore } from '../../support/http/probe.js';

const json = { 'content-type': 'application/json' };
const probe = new ProbeClient();
beforeAll(() => probe.restart());
afterAll(() => probe.close());

describe('limits', () => {
  const login = (headers: Record<string, string> = {}) => probe.send('POST', '/api/probe/login', headers);
  beforeEach(() => probe.restart({ trustedProxies: ['127.0.0.0/8'] }));
  afterAll(() => probe.restart());

  async function times(n: number, headers: Record<string, string> = {}): Promise<readonly number[]> {
    const answers = await Promise.all(Array.from({ length: n }, () => login(headers)));
    return answers.map(({ status }) => status);
  }

  it('lets exactly the limit of parallel requests through', async () => {
    const statuses = await times(10, { 'x-forwarded-for': '198.51.100.1' });
    expect(statuses.filter((status) => status === 201)).toHaveLength(4);
    const answer = await login({ 'x-forwarded-for': '198.51.100.1' });
    expectProblem(answer, 429, 'throttled');
    expect(answer.headers['retry-after']).toBe(String(answer.body['retry_after']));
    expect(answer.body['retry_after']).toBe(60);
  });

  it('counts the addresses of one IPv6 /64 together (address hopping)', async () => {
    for (let host = 1; host <= 4; host++) await login({ 'x-forwarded-for': `2001:db8:1:2::${host}` });
    expect((await login({ 'x-forwarded-for': '2001:db8:1:2:ffff::5' })).status).toBe(429);
    expect((await login({ 'x-forwarded-for': '2001:db8:1:3::1' })).status).toBe(201);
  });

  it('takes nothing from the left of X-Forwarded-For (spoofed address)', async () => {
    for (let n = 1; n <= 4; n++) await login({ 'x-forwarded-for': `203.0.113.${n}, 198.51.100.2` });
    expect((await login({ 'x-forwarded-for': '203.0.113.99, 198.51.100.2' })).status).toBe(429);
  });

  it('counts at half rate in the process while the store is away', async () => {
    probeStore.away = true;
    const statuses = await times(6, { 'x-forwarded-for': '198.51.100.3' }).finally(() => (probeStore.away = false));
    expect(statuses.filter((status) => status === 201)).toHaveLength(2);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  });

  it('refuses before it looks at the body', async () => {
    await times(4, { 'x-forwarded-for': '198.51.100.4' });
    expect((await login({ 'x-forwarded-for': '198.51.100.4', origin: 'https://evil.example' })).status).toBe(429);
  });
});

describe('client address', () => {
  const whoami = async (forwarded: string): Promise<unknown> =>
    (await probe.send('GET', '/api/probe/whoami', { 'x-forwarded-for': forwarded })).body['ip'];

  it('ignores X-Forwarded-For of an untrusted peer (spoofed address)', async () => {
    expect(await whoami('203.0.113.7')).toBe('127.0.0.1');
  });

  it('cuts the user agent and knows the trace id', async () => {
    const { body, headers } = await probe.send('GET', '/api/probe/whoami', { 'user-agent': 'u'.repeat(2_000) });
    expect(body['userAgent']).toHaveLength(512);
    expect(body['traceId']).toBe(headers['x-request-id']);
  });
});

describe('answer floors', () => {
  async function took(work: () => Promise<Answer>): Promise<number> {
    const begun = performance.now();
    await work();
    return performance.now() - begun;
  }

  it('answers success and failure not before the floor', async () => {
    expect(await took(() => probe.send('POST', '/api/probe/slow', json, '{"name":"known"}'))).toBeGreaterThanOrEqual(79);
    expect(await took(() => probe.send('POST', '/api/probe/slow', json, '{"name":"unknown"}'))).toBeGreaterThanOrEqual(79);
  });

  it('does not hold back what looked at no account', async () => {
    expect(await took(() => probe.send('POST', '/api/probe/slow', json, '{"name":7}'))).toBeLessThan(70);
  });
});
