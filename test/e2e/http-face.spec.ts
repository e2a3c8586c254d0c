import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PROBE_OPTIONS, probeStore, startProbe, type ProbeOverrides } from '../support/http-probe.js';

const json = { 'content-type': 'application/json' };
let app: NestFastifyApplication;

async function restart(overrides: ProbeOverrides = {}): Promise<void> {
  await app?.close();
  app = await startProbe(overrides);
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS';

async function send(method: Method, url: string, headers: Record<string, string> = {}, payload?: string | Buffer): Promise<Answer> {
  const answer = await app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
  const isJson = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, headers: answer.headers, body: isJson && answer.body ? answer.json() : {} };
}

const post = (payload: string | Buffer, headers: Record<string, string> = json): Promise<Answer> =>
  send('POST', '/api/probe/echo', headers, payload);

/** Sends bytes as they are: what no HTTP client would send. */
async function raw(text: string): Promise<string> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.setTimeout(3_000, () => socket.destroy());
  });
}

beforeAll(() => restart());
afterAll(() => app.close());

function expectProblem({ headers, body }: Answer, status: number, code: string): void {
  expect(body).toMatchObject({ status, code, type: `urn:castellan:error:${code}` });
  expect(body['title']).toEqual(expect.any(String));
  expect(body['detail']).toEqual(expect.any(String));
  expect(headers['content-type']).toContain('application/problem+json');
  expect(body['trace_id']).toBe(headers['x-request-id']);
}

describe('bodies', () => {
  it('binds known fields and drops unknown ones (mass assignment)', async () => {
    const { status, body } = await post('{"name":"Ada","is_staff":true}');
    expect(status).toBe(201);
    expect(body).toEqual({ name: 'Ada' });
  });

  it('tells all failures of all fields together', async () => {
    const answer = await post('{"email":"nope","name":7}');
    expectProblem(answer, 400, 'validation_failed');
    expect(answer.body['errors']).toEqual({ email: ['Enter a valid e-mail address.'], name: ['This must be a text.'] });
  });

  it.each([
    ['a number', '7'],
    ['an array', '["a"]'],
    ['an object', '{"$ne":""}'],
    ['true', 'true'],
  ])('refuses %s where a text belongs (type confusion)', async (_what, value) =>
    expectProblem(await post(`{"name":${value}}`), 400, 'validation_failed'),
  );

  it('requires a field that is null', async () => {
    const answer = await post('{"name":null}');
    expect(answer.body['errors']).toEqual({ name: ['This field is required.'] });
  });

  it.each([
    ['half a body', '{"name":'],
    ['text that is not JSON', 'name=Ada'],
    ['a trailing comma', '{"name":"Ada",}'],
    ['a byte order mark', '\uFEFF{"name":"Ada"}'],
    ['an array', '[]'],
    ['a text', '"Ada"'],
    ['null', 'null'],
    ['a raw NUL byte', '{"name":"A\0da"}'],
    ['duplicate keys', '{"name":"Ada","name":"Eve"}'],
    ['duplicate keys, one escaped', '{"name":"Ada","n\\u0061me":"Eve"}'],
    ['__proto__ (prototype pollution)', '{"name":"Ada","__proto__":{"is_staff":true}}'],
    ['constructor.prototype (prototype pollution)', '{"name":"Ada","constructor":{"prototype":{}}}'],
    ['33 levels', `{"name":"Ada","a":${'['.repeat(32)}${']'.repeat(32)}}`],
    ['50 000 levels (stack exhaustion)', `{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ])('refuses %s as malformed_json', async (_what, body) => expectProblem(await post(body), 400, 'malformed_json'));

  it('refuses bytes that are not UTF-8', async () => {
    expectProblem(await post(Buffer.from([...Buffer.from('{"name":"'), 0xc3, 0x28, ...Buffer.from('"}')])), 400, 'malformed_json');
  });

  it.each([
    ['a NUL character', '{"name":"A\\u0000da"}'],
    ['a lone high surrogate', '{"name":"\\ud800"}'],
    ['a lone low surrogate', '{"name":"\\udc00!"}'],
    ['a NUL deep inside', '{"name":{"a":["\\u0000"]}}'],
  ])('refuses %s in a text', async (_what, body) => {
    const answer = await post(body);
    expectProblem(answer, 400, 'validation_failed');
    expect(Object.keys(answer.body['errors'] as object)).toEqual(['name']);
  });

  it('refuses a NUL in the name of a field', async () => {
    expectProblem(await post('{"name":"Ada","a\\u0000":1}'), 400, 'validation_failed');
  });

  it('takes whole characters written as a pair of escapes', async () => {
    expect((await post('{"name":"\\ud83d\\ude00"}')).body).toEqual({ name: '😀' });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json; charset=latin1',
    'nonsense',
  ])('refuses a body of type %s', async (type) =>
    expectProblem(await post('{"name":"Ada"}', { 'content-type': type }), 415, 'unsupported_media_type'),
  );

  it('refuses a body without a type', async () => expectProblem(await post('{"name":"Ada"}', {}), 415, 'unsupported_media_type'));

  it('takes a charset of utf-8', async () => {
    expect((await post('{"name":"Ada"}', { 'content-type': 'application/json; charset=UTF-8' })).status).toBe(201);
  });

  it('refuses 1 MB', async () => expectProblem(await post(JSON.stringify({ name: 'a'.repeat(1_000_000) })), 413, 'payload_too_large'));

  it('takes an empty body with and without a type where none is needed', async () => {
    expect((await send('POST', '/api/probe/nothing')).status).toBe(201);
    expect((await send('POST', '/api/probe/nothing', json, '')).status).toBe(201);
    expectProblem(await send('POST', '/api/probe/echo', json, ''), 400, 'validation_failed');
  });
});

describe('paths and methods', () => {
  it('answers with and without a trailing slash', async () => {
    expect((await send('GET', '/api/probe/open')).status).toBe(200);
    expect((await send('GET', '/api/probe/open/')).status).toBe(200);
  });

  it.each(['/api/probe/echo', '/api/probe/echo/'])('answers 405 with Allow on %s', async (url) => {
    const answer = await send('PUT', url);
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers['allow']).toBe('POST');
  });

  it.each(['/api/nothing', '/nothing?token=secret', '/api/probe/echo/deeper', '//', '/..%2f'])('answers 404 on %s', async (url) => {
    const answer = await send('GET', url);
    expectProblem(answer, 404, 'not_found');
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('answers 400 to a URL that cannot be decoded', async () => expectProblem(await send('GET', '/api/%ZZ'), 400, 'bad_request'));

  it('answers 400 to an id that is no id, not 500', async () => {
    expectProblem(await send('GET', '/api/probe/things/%00'), 400, 'validation_failed');
  });
});

describe('every answer', () => {
  it('carries security headers and is not stored', async () => {
    const { headers } = await send('GET', '/api/probe/open');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    });
  });

  it('carries them when it is an error, too', async () => {
    const { headers } = await send('GET', '/api/nothing');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });

  it('echoes a harmless X-Request-Id and replaces any other', async () => {
    expect((await send('GET', '/api/probe/open', { 'x-request-id': 'abc-1.2_3' })).headers['x-request-id']).toBe('abc-1.2_3');
    const other = await send('GET', '/api/probe/open', { 'x-request-id': 'a b"}{' });
    expect(other.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('faults', () => {
  it('answers an unexpected error with generic text', async () => {
    const answer = await send('GET', '/api/probe/fault');
    expectProblem(answer, 500, 'internal_error');
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  });

  it('answers a store that is away with 503 and Retry-After', async () => {
    const answer = await send('GET', '/api/probe/store-away');
    expectProblem(answer, 503, 'unavailable');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.body['retry_after']).toBe(Number(answer.headers['retry-after']));
  });

  it('gives a domain error its kind, code and extras', async () => {
    const answer = await send('GET', '/api/probe/session-ended', { authorization: 'Bearer x' });
    expectProblem(answer, 401, 'session_ended');
    expect(answer.body['reason']).toBe('logout');
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });
});

describe('sign-in', () => {
  it('refuses a route without a decision (forgotten guard)', async () => {
    const answer = await send('GET', '/api/probe/closed');
    expectProblem(answer, 401, 'not_authenticated');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });
});

describe('CSRF', () => {
  const login = (headers: Record<string, string>) => send('POST', '/api/probe/login', headers);
  const withCookie = (headers: Record<string, string>) => send('POST', '/api/probe/nothing', { cookie: 'a=b; access_token=x', ...headers });
  beforeAll(() =>
    restart({
      publicUrl: 'https://auth.example.com',
      frontendOrigins: ['https://app.example.com'],
      throttles: { ...PROBE_OPTIONS.throttles, login: null },
    }),
  );
  afterAll(() => restart());

  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a sibling of the domain', { origin: 'https://blog.example.com' }],
    ['our host over http', { origin: 'http://auth.example.com' }],
    ['our host on another port', { origin: 'https://auth.example.com:8443' }],
    ['an origin that only begins like ours', { origin: 'https://auth.example.com.evil.example' }],
    ['an opaque origin (sandboxed frame)', { origin: 'null' }],
    ['a foreign origin that claims same-origin', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    ['no origin, cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['no origin, same-site', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', async (_what, headers) => {
    expectProblem(await withCookie(headers), 403, 'csrf_rejected');
    expectProblem(await login(headers), 403, 'csrf_rejected');
  });

  it.each([
    ['the same origin', { origin: 'https://auth.example.com' }],
    ['a listed origin', { origin: 'https://app.example.com' }],
    ['no origin, same-origin', { 'sec-fetch-site': 'same-origin' }],
    ['no origin, typed in', { 'sec-fetch-site': 'none' }],
    ['no browser', {}],
  ])('allows %s', async (_what, headers) => {
    expect((await withCookie(headers)).status).toBe(201);
    expect((await login(headers)).status).toBe(201);
  });

  it('lets anyone send what carries no cookie of ours', async () => {
    const headers = { origin: 'https://evil.example', cookie: 'theme=access_token' };
    expect((await send('POST', '/api/probe/nothing', headers)).status).toBe(201);
  });

  it('does not count stray cookies of a bearer request, but still guards a login (login CSRF)', async () => {
    const headers = { origin: 'https://evil.example', authorization: 'Bearer x', cookie: 'access_token=x' };
    expect((await send('POST', '/api/probe/nothing', headers)).status).toBe(201);
    expectProblem(await login(headers), 403, 'csrf_rejected');
  });

  it('answers a preflight of a listed origin only', async () => {
    const preflight = (origin: string) => send('OPTIONS', '/api/probe/echo', { origin, 'access-control-request-method': 'POST' });
    const listed = await preflight('https://app.example.com');
    expect(listed.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-allow-credentials': 'true',
    });
    expect((await preflight('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('limits', () => {
  const login = (headers: Record<string, string> = {}) => send('POST', '/api/probe/login', headers);
  beforeEach(() => restart({ trustedProxies: ['127.0.0.0/8'] }));
  afterAll(() => restart());

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
    (await send('GET', '/api/probe/whoami', { 'x-forwarded-for': forwarded })).body['ip'];

  it('ignores X-Forwarded-For of an untrusted peer (spoofed address)', async () => {
    expect(await whoami('203.0.113.7')).toBe('127.0.0.1');
  });

  it('cuts the user agent and knows the trace id', async () => {
    const { body, headers } = await send('GET', '/api/probe/whoami', { 'user-agent': 'u'.repeat(2_000) });
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
    expect(await took(() => send('POST', '/api/probe/slow', json, '{"name":"known"}'))).toBeGreaterThanOrEqual(79);
    expect(await took(() => send('POST', '/api/probe/slow', json, '{"name":"unknown"}'))).toBeGreaterThanOrEqual(79);
  });

  it('does not hold back what looked at no account', async () => {
    expect(await took(() => send('POST', '/api/probe/slow', json, '{"name":7}'))).toBeLessThan(70);
  });
});

describe('pages behind mailed links', () => {
  const link = '?uid=u1&token=t%2F1&evil=1';
  const json = { accept: 'application/json' };
  const confirm = (method: Method, headers: Record<string, string>) => send(method, `/api/auth/verify-account/${link}`, headers);

  it('serves a page that may do nothing but call this service', async () => {
    const { status, headers } = await send('GET', `/verify-account${link}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
  });

  it('puts nothing of the address into the page (reflected script)', async () => {
    const page = await app.inject({ method: 'GET', url: '/verify-account/?uid=<script>alert(1)</script>&token=x' });
    expect(page.body).not.toContain('alert(1)');
    expect(page.body).not.toContain('{{');
    expect(page.body).not.toMatch(/<script(?![^>]*src=)/);
  });

  it.each(['/assets/page.css', '/assets/page.js'])('serves %s', async (url) => {
    expect((await send('GET', url)).status).toBe(200);
  });

  it.each([
    ['a browser', 'GET', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }],
    ['a scanner that takes anything', 'GET', { accept: '*/*' }],
    ['a scanner that says nothing', 'GET', {}],
    ['HEAD, whatever it names', 'HEAD', { accept: 'application/json' }],
  ] as const)('confirms nothing for %s (mail scanner)', async (_who, method, headers) => {
    const answer = await confirm(method, headers);
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('http://localhost:3000/verify-account?uid=u1&token=t%2F1');
  });

  it('confirms for a client that names JSON, and only then', async () => {
    expect((await confirm('GET', json)).body).toEqual({ confirmations: 1 });
  });
});

describe('development inbox', () => {
  const local = { host: 'localhost:3000' };
  beforeAll(() => restart({ inbox: true }));
  afterAll(() => restart());

  it('does not exist unless it is switched on', async () => {
    await restart();
    expect((await send('GET', '/dev/inbox', local)).status).toBe(404);
    await restart({ inbox: true });
  });

  it.each(['inbox.example.com', 'localhost.evil.example', '127.0.0.1.nip.io', 'localhost:3000@evil.example'])(
    'does not exist for Host %s (DNS rebinding)',
    async (host) => expectProblem(await send('GET', '/dev/inbox', { host }), 404, 'not_found'),
  );

  it('does not exist for another machine', async () => {
    const answer = await app.inject({ method: 'GET', url: '/dev/inbox', headers: local, remoteAddress: '192.0.2.1' });
    expect(answer.statusCode).toBe(404);
  });

  it('shows a hostile mail without running any of it (stored XSS)', async () => {
    const page = await app.inject({ method: 'GET', url: '/dev/inbox', headers: { ...local, accept: 'text/html' } });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/<script(?! src="\/dev)/);
    expect(page.body).not.toContain('<img');
    expect(page.body).not.toContain('href="javascript:');
    expect(page.body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  });

  it('gives JSON to clients that ask for it, and filters', async () => {
    const { body } = await send('GET', '/dev/inbox?to=ada@example.com', { ...local, accept: 'application/json' });
    expect(body['results']).toMatchObject([{ channel: 'email', to: 'ada@example.com', sent_at: '2026-01-02T03:04:05.000Z' }]);
    const none = await send('GET', '/dev/inbox?to=eve@example.com', { ...local, accept: 'application/json' });
    expect(none.body['results']).toEqual([]);
  });

  it('is emptied by its own page only', async () => {
    expect((await send('DELETE', '/dev/inbox', { ...local, origin: 'https://evil.example' })).status).toBe(403);
    expect((await send('DELETE', '/dev/inbox', { ...local, origin: 'http://localhost:3000' })).status).toBe(204);
    expect((await send('GET', '/dev/inbox', { ...local, accept: 'application/json' })).body['results']).toEqual([]);
  });
});

describe('health', () => {
  it('says that the process lives and is ready', async () => {
    expect((await send('GET', '/healthz')).body).toEqual({ status: 'ok' });
    expect((await send('GET', '/readyz')).body).toEqual({ status: 'ready' });
  });

  it('names the part that is away, and nothing else', async () => {
    probeStore.away = true;
    const answer = await send('GET', '/readyz').finally(() => (probeStore.away = false));
    expectProblem(answer, 503, 'unavailable');
    expect(answer.body['detail']).toBe('Away: store.');
    expect((await send('GET', '/healthz')).status).toBe(200);
  });
});

describe('documentation', () => {
  it('describes every route with its failures', async () => {
    const { status, body } = await send('GET', '/docs-json');
    expect(status).toBe(200);
    expect(body['openapi']).toBe('3.1.0');
    const login = (body['paths'] as Record<string, Record<string, unknown>>)['/api/probe/login']!['post'];
    expect(login).toMatchObject({ operationId: 'login', security: [], responses: { 403: {}, 429: {}, 503: {} } });
    const closed = (body['paths'] as Record<string, Record<string, unknown>>)['/api/probe/closed']!['get'];
    expect(closed).toMatchObject({ security: [{ cookie: [] }, { bearer: [] }], responses: { 401: {} } });
  });

  it('is there as YAML', async () => {
    expect((await app.inject({ method: 'GET', url: '/docs-yaml' })).body).toContain('openapi: 3.1.0');
  });

  it.each(['/docs', '/docs/'])('has a page at %s whose scripts are files', async (url) => {
    const page = await app.inject({ method: 'GET', url });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect(page.body).not.toMatch(/<script(?![^>]*src=)/);
    const [, script] = /src="([^"]*swagger-ui-bundle.js)"/.exec(page.body)!;
    const loaded = await app.inject({ method: 'GET', url: new URL(script!, `http://localhost:3000${url}`).pathname });
    expect(loaded.statusCode).toBe(200);
  });
});

describe('on the wire', () => {
  beforeAll(() => app.listen(0, '127.0.0.1'));

  it('answers garbage with 400', async () => {
    const answer = await raw('NONSENSE\r\n\r\n');
    expect(answer).toContain('HTTP/1.1 400');
    expect(answer).toContain('urn:castellan:error:bad_request');
  });

  it('answers endless headers with 431', async () => {
    const answer = await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toContain('HTTP/1.1 431');
    expect(answer).toContain('urn:castellan:error:headers_too_large');
  });

  it('refuses conflicting lengths (request smuggling)', async () => {
    const answer = await raw(
      'POST /api/probe/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    );
    expect(answer).toContain('HTTP/1.1 400');
  });

  it('answers 405 to a method nobody knows', async () => {
    const answer = await raw('PROPFIND /api/probe/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toContain('HTTP/1.1 405');
  });
});
