import { DataSource } from 'typeorm';
import { BusyHostModule, setUp, setUpFirst, Traces } from '../../support/mount/busy-host.js';
import { madeHost, MountedHost, PLATFORMS } from '../../support/mount/mounted-host.js';
import { HttpClient } from '../../support/http/client.js';
import type { Answer } from '../../support/http/client.js';
import { aUser, signInBearer } from '../../support/people/people.js';

type Headers = Readonly<Record<string, string>>;
const ORIGIN: Headers = { origin: 'https://app.host.example' };
const TENANT: Headers = { 'x-tenant': 'a' };
const JSON_TYPE: Headers = { 'content-type': 'application/json', ...TENANT };

type Asked = readonly [what: string, method: string, path: string, status: number, headers: Headers, body?: string];

const REQUESTS: readonly Asked[] = [
  ['a route', 'GET', '/shop/v1/orders/7', 200, TENANT],
  ['a route that a guard refuses', 'GET', '/shop/v1/orders/7', 401, {}],
  ['a parameter that a pipe refuses', 'GET', '/shop/v1/orders/seven', 400, TENANT],
  ['a body', 'POST', '/shop/v1/orders', 201, JSON_TYPE, '{"email":"a@example.com"}'],
  ['a field that a pipe forbids', 'POST', '/shop/v1/orders', 400, JSON_TYPE, '{"email":"a@example.com","more":1}'],
  ['a body that is no JSON', 'POST', '/shop/v1/orders', 400, JSON_TYPE, '{'],
  ['the raw body of a webhook', 'POST', '/shop/webhooks/stripe', 201, JSON_TYPE, '{ "paid" : true }'],
  ['a path that is not there', 'GET', '/shop/nowhere', 404, TENANT],
  ["a path of Castellan's", 'GET', '/login', 404, TENANT],
  ['a path that only begins as the mount', 'GET', '/authors', 404, TENANT],
  ['another spelling of the mount', 'GET', '/AUTH/healthz', 404, TENANT],
  ['a preflight', 'OPTIONS', '/shop/v1/orders', 204, { ...ORIGIN, 'access-control-request-method': 'POST' }],
  ['its own documents', 'GET', '/shop/docs-json', 200, TENANT],
];

const seen = ({ status, text, headers }: Answer): object => ({
  status,
  text,
  headers: [...headers].filter(([name]) => !['date', 'keep-alive'].includes(name)),
});

describe.each(PLATFORMS)('a busy host on %s', (platform) => {
  let host: MountedHost;
  let bare: HttpClient;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const alone = await madeHost(platform, { imports: [BusyHostModule] }, { rawBody: true });
    setUpFirst(alone);
    setUp(alone);
    await alone.listen(0, '127.0.0.1');
    close = () => alone.close();
    bare = new HttpClient(await alone.getUrl());
    host = await MountedHost.start(platform, { imports: [BusyHostModule], first: setUpFirst, then: setUp, application: { rawBody: true } });
  });
  afterAll(async () => {
    await host.close();
    await close();
  });

  it.each(REQUESTS.map((asked) => ({ what: asked[0], asked })))('answers $what as without Castellan', async ({ asked }) => {
    const [, method, path, status, headers, body] = asked;
    const answer = await new HttpClient(host.base).send(method, path, body, headers);

    expect(seen(answer)).toEqual(seen(await bare.send(method, path, body, headers)));
    expect(answer.status).toBe(status);
  });

  it('has its own document, without a route of ours', async () => {
    const { body } = await host.visitor(TENANT).get('/shop/docs-json');

    expect(Object.keys(body.paths)).toEqual(['/shop/v1/orders/{id}', '/shop/v1/orders', '/shop/webhooks/stripe']);
  });

  it('keeps its own data source', () => {
    expect(host.app.get(DataSource, { strict: false }).options.database).toBe('shop');
  });

  it("sees nothing of what is Castellan's: no guard, pipe, filter, interceptor, limit, middleware or CORS of the host's is at work", async () => {
    const before = new Map(host.get(Traces).counts);

    const person = await aUser(host, { verified: true, unknown: 'field' });
    const { bearer } = await signInBearer(host, person);
    const me = await host.client(bearer).get('/api/auth/me/', ORIGIN);
    const refused = await host.client().get('/api/auth/me/');
    const preflight = await host.client(ORIGIN).send('OPTIONS', '/api/auth/login/', undefined, { 'access-control-request-method': 'POST' });

    expect(preflight.status).toBe(405);
    expect(me).toMatchObject({ status: 200, body: { email: person.email } });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    for (const name of ['x-host', 'x-early', 'access-control-allow-origin', 'x-powered-by']) expect(me.headers.get(name)).toBeNull();
    expect(host.get(Traces).counts).toEqual(before);
  });
});
