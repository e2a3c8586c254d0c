import { designCss, OUR_BRAND } from '@castellan/branding';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { TestApp } from '../../support/app/test-app.js';
import { talk } from '../../support/http/wire.js';
import { MountedHost, PLATFORMS, QUIET_OPTIONS } from '../../support/mount/mounted-host.js';
import type { Platform } from '../../support/mount/mounted-host.js';

const JSON_TYPE = 'Content-Type: application/json';
const STYLE = createHash('sha256').update(designCss(OUR_BRAND)).digest('base64url').slice(0, 10);
const LOGIN = 'POST /auth/api/auth/login/';

/** A request line, what it is answered with, further headers, and a body. */
type Asked = readonly [what: string, line: string, status: number, headers?: readonly string[], body?: string | Buffer];

const REQUESTS: readonly Asked[] = [
  ['the path itself', 'GET /auth', 200],
  ['the path itself with a query', 'GET /auth?from=mail', 200],
  ['an absolute address (RFC 9112 §3.2.2)', 'GET http://localhost:3000/auth/healthz', 200],
  ['the front page', 'GET /auth/', 200],
  ['HEAD of the front page', 'HEAD /auth/', 200],
  ['an asset', `GET /auth/assets/design-${STYLE}.css`, 200],
  ['a page behind a mailed link', 'GET /auth/verify-account?uid=x&token=y', 200, ['Accept: text/html']],
  ['the documents', 'GET /auth/docs-json', 200],
  ['a route without a caller', 'GET /auth/api/auth/me/', 401],
  ['a token that is none', 'GET /auth/api/auth/me/', 401, ['Authorization: Bearer nonsense']],
  ['a trace id of the client', 'GET /auth/api/auth/me/', 401, ['X-Request-Id: of-the-client']],
  ['a path that is not there', 'GET /auth/api/nowhere/', 404],
  ['a page that is not there', 'GET /auth/nowhere', 404, ['Accept: text/html']],
  ['another method', 'DELETE /auth/api/auth/login/', 405],
  ['a method of WebDAV', 'PROPFIND /auth/api/auth/login/', 405],
  [
    'a preflight from elsewhere',
    'OPTIONS /auth/api/auth/login/',
    405,
    ['Origin: https://evil.example', 'Access-Control-Request-Method: POST'],
  ],
  ['a form from elsewhere', LOGIN, 403, [JSON_TYPE, 'Origin: https://evil.example', 'Cookie: access_token.auth=x'], '{}'],
  ['an empty body', LOGIN, 400, [JSON_TYPE], ''],
  ['fields that are missing', LOGIN, 400, [JSON_TYPE], '{}'],
  ['half a body', LOGIN, 400, [JSON_TYPE], '{"email":'],
  ['duplicate keys', LOGIN, 400, [JSON_TYPE], '{"email":"a","email":"b"}'],
  ['a body that is too large', LOGIN, 413, [JSON_TYPE], JSON.stringify({ email: 'a'.repeat(200_000) })],
  ['a body of another type', LOGIN, 415, ['Content-Type: application/x-www-form-urlencoded'], 'email=a'],
  ['a packed body', LOGIN, 415, [JSON_TYPE, 'Content-Encoding: gzip'], gzipSync('{}')],
  ['a body that is announced', LOGIN, 400, [JSON_TYPE, 'Expect: 100-continue'], '{}'],
  ['wrong credentials', LOGIN, 401, [JSON_TYPE], '{"email":"nobody@example.com","password":"wrong"}'],
  ['two hosts', 'GET /auth/healthz', 400, ['Host: b']],
];

interface Seen {
  readonly status: string;
  readonly headers: readonly string[];
  readonly body: string;
}

async function ask(base: string, [, line, , headers = [], body = '']: Asked): Promise<Seen> {
  const head = [`${line} HTTP/1.1`, 'Host: localhost:3000', 'Connection: close', ...headers];
  const length = line.startsWith('POST') ? [`Content-Length: ${Buffer.byteLength(body)}`] : [];
  const { socket, answer } = talk(Number(new URL(base).port), `${[...head, ...length].join('\r\n')}\r\n\r\n`);
  socket.write(body);
  return seen(await answer);
}

/** Without what is another at each request. */
function seen(answer: string): Seen {
  const whole = answer.replace('HTTP/1.1 100 Continue\r\n\r\n', '');
  const [head = '', ...rest] = whole.split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  const headers = lines.map((each) => each.replace(/^(date|x-request-id): (?!of-the-client).*/i, '$1').toLowerCase()).sort();
  return { status, headers, body: rest.join('\r\n\r\n').replace(/"trace_id":"[^"]+"/, '"trace_id":""') };
}

describe('Castellan in a host', () => {
  let service: TestApp;
  const hosts = new Map<Platform, MountedHost>();
  beforeAll(async () => {
    service = await TestApp.start({ PUBLIC_URL: QUIET_OPTIONS.publicUrl });
    for (const platform of PLATFORMS) hosts.set(platform, await MountedHost.start(platform));
  });
  afterAll(async () => {
    for (const host of hosts.values()) await host.close();
    await service.close();
  });

  describe.each(PLATFORMS)('on %s', (platform) => {
    it.each(REQUESTS.map((asked) => ({ what: asked[0], asked })))('answers $what as the service does', async ({ asked }) => {
      const answer = await ask(hosts.get(platform)!.base, asked);

      expect(answer).toEqual(await ask(service.base, asked));
      expect(answer.status).toMatch(`HTTP/1.1 ${asked[2]} `);
    });
  });
});
