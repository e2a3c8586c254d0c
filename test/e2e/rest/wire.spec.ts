import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProbeClient } from '../../support/http/probe-client.js';
import { parsed, talk as talkTo, type Wire } from '../../support/http/wire.js';

const probe = new ProbeClient();
const HEADERS = [
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'cross-origin-resource-policy',
  'cache-control',
  'date',
] as const;

const server = (): Server => probe.app.getHttpServer();
const port = (): number => (server().address() as AddressInfo).port; // a TCP server has a port

async function start(overrides: Parameters<ProbeClient['restart']>[0] = {}): Promise<void> {
  await probe.restart(overrides);
  await probe.app.listen(0, '127.0.0.1');
}

const talk = (text: string): Wire => talkTo(port(), text);

const GET = 'GET /api/probe/open HTTP/1.1\r\n';

const HALF_A_HEAD = 'POST /api/probe/nothing HTTP/1.1\r\nHost: x\r\n';
const HALF_A_BODY = `${HALF_A_HEAD}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{`;

describe('what no handler answers', () => {
  beforeAll(() => start());
  afterAll(() => probe.close());

  it.each([
    ['garbage', 'NONSENSE\r\n\r\n', 400, 'bad_request'],
    ['endless headers', `${GET}Host: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
    ['an endless URL', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, 'headers_too_large'],
    ['no Host', `${GET}Connection: close\r\n\r\n`, 400, 'bad_request'],
    ['two Hosts (cache poisoning)', `${GET}Host: a\r\nConnection: close\r\nhost: b\r\n\r\n`, 400, 'bad_request'],
    ['two equal Hosts', `${GET}Host: a\r\nHost: a\r\nConnection: close\r\n\r\n`, 400, 'bad_request'],
    ['two lengths (smuggling)', `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400, 'bad_request'],
    [
      'a length and chunks (smuggling)',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'bad_request',
    ],
    [
      'another transfer coding (smuggling)',
      'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n',
      415,
      'unsupported_media_type',
    ],
    ['a bare line feed in a header (smuggling)', `${GET}Host: x\nA: b\r\n\r\n`, 400, 'bad_request'],
    ['a folded header', `${GET}Host: x\r\nA: b\r\n c\r\n\r\n`, 400, 'bad_request'],
    ['a blank before the colon', `${GET}Host : x\r\n\r\n`, 400, 'bad_request'],
    ['a URL that cannot be decoded', 'GET /api/%ZZ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400, 'bad_request'],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'bad_request'],
    [
      'a packed transfer',
      'POST /api/probe/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
      415,
      'unsupported_media_type',
    ],
    [
      'an expectation that nobody knows',
      'POST /api/probe/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nExpect: 200-maybe\r\nContent-Length: 2\r\n\r\n{}',
      400,
      'validation_failed',
    ],
  ])('is a problem with the headers of every answer: %s', async (_what, text, status, code) => {
    const { headers, ...answer } = parsed(await talk(text).answer);
    expect(answer).toEqual({ status, code });
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(HEADERS.filter((name) => !headers[name])).toEqual([]);
  });

  it.each(['/api/probe/open', '/%61pi/probe/open', 'http://evil.example/api/probe/open', '/healthz'])(
    'is kept by no cache, however the path is spelt: %s (cache deception)',
    async (target) => {
      const { status, headers } = parsed(await talk(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`).answer);
      expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    },
  );

  it('answers what came first before it refuses what came behind', async () => {
    const answer = await talk(`${GET}Host: x\r\n\r\nGARBAGE\r\n\r\n`).answer;
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  });

  it('reads what a proxy adds behind thousands of headers (hidden address)', async () => {
    const many = Array.from({ length: 2_100 }, () => 'a: 1\r\n').join('');
    await start({ trustedProxies: ['127.0.0.1'] });
    const text = `GET /api/probe/whoami HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${many}X-Forwarded-For: 203.0.113.7\r\n\r\n`;
    expect(await talk(text).answer).toContain('"ip":"203.0.113.7"');
  });

  it('takes HTTP/1.0 without a Host, as old balancers ask', async () => {
    expect(parsed(await talk('GET /healthz HTTP/1.0\r\n\r\n').answer).status).toBe(200);
  });

  it('writes no second answer behind one that was given early (response splitting)', async () => {
    const early = talk(
      'POST /api/probe/nothing HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n',
    );
    await new Promise((resolve) => early.socket.once('data', resolve));
    early.socket.write('nonsense\r\n');
    expect((await early.answer).match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});

describe('connections', () => {
  afterEach(() => probe.close());

  it('are kept longer than the usual proxies keep them, and not without end', async () => {
    await start();
    expect(server().keepAliveTimeout).toBeGreaterThan(65_000);
    expect([server().headersTimeout, server().requestTimeout, server().timeout]).toEqual([30_000, 30_000, 120_000]);
  });

  it('that bring a head or a body slowly are cut (slowloris), those that wait for a request are not (502 of a proxy)', async () => {
    await start();
    Object.assign(server(), { headersTimeout: 50, requestTimeout: 50 });
    const idle = talk('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    const slow = await Promise.all([talk(HALF_A_HEAD).answer, talk(HALF_A_BODY).answer]); // the look-out comes every 5 s
    expect(slow.map(parsed)).toMatchObject([
      { status: 408, code: 'request_timeout' },
      { status: 408, code: 'request_timeout' },
    ]);
    idle.socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect((await idle.answer).match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  }, 15_000);

  it('of one network are a quarter of all, unless it is a trusted proxy (one stranger takes them all)', async () => {
    const open = async (): Promise<readonly number[]> => {
      const statuses = Array.from({ length: 6 }, () => talk('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'));
      const answers = statuses.map(({ socket, answer }) =>
        Promise.race([answer, new Promise<string>((resolve) => socket.once('data', (text) => resolve(text.toString())))]),
      );
      const read = (await Promise.all(answers)).map((answer) => (answer ? parsed(answer).status : 0));
      statuses.forEach(({ socket }) => socket.destroy());
      return read;
    };
    await start({ maxConnections: 16 });
    expect((await open()).filter((status) => status === 200)).toHaveLength(4);
    await start({ maxConnections: 16, trustedProxies: ['127.0.0.1'] });
    expect(await open()).toEqual([200, 200, 200, 200, 200, 200]);
  });

  it.each([
    ['a half-sent body', HALF_A_BODY, 503],
    ['a half-sent head', HALF_A_HEAD, 0],
    ['nothing sent', '', 0],
  ])('with %s do not hold up the end of the service', async (_what, text, status) => {
    await start();
    const arrived = new Promise((resolve) => server().once(text === HALF_A_BODY ? 'request' : 'connection', resolve));
    const { answer } = talk(text);
    await arrived;
    const begun = performance.now();
    await probe.app.close();
    expect(performance.now() - begun).toBeLessThan(5_000);
    const read = await answer;
    expect(read ? parsed(read).status : 0).toBe(status);
  });
});
