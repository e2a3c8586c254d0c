import 'reflect-metadata';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { actingAs, CastellanTesting, lastMail, travel } from 'castellan/testing';
import { AppModule } from '../src/app.module.js';
import { OrdersKey } from '../src/castellan/orders-key.js';
import { castellanOptions } from '../src/options.js';
import { signatureOf } from '../src/payments/signature.js';
import { setUp } from '../src/set-up.js';

describe('the shop', () => {
  let app: NestExpressApplication;
  before(async () => {
    const { ports, appName } = castellanOptions();
    const builder = CastellanTesting.replace(Test.createTestingModule({ imports: [AppModule] }), { ports, appName });
    const module = await builder.compile();
    app = module.createNestApplication<NestExpressApplication>({ rawBody: true, logger: false });
    setUp(app);
    await app.listen(0, '127.0.0.1');
  });
  after(() => app.close());

  const call = async (path: string, init: RequestInit = {}) => fetch(`${await app.getUrl()}${path}`, init);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  const json = async (answer: Response): Promise<any> => answer.json();

  it('sells to whom Castellan has signed in', async () => {
    const { headers } = await actingAs(app);

    assert.equal((await post('/orders', { article: 'teapot' })).status, 401);
    assert.equal((await post('/orders', { article: 'teapot' }, headers)).status, 201);
    const own = await json(await call('/orders', { headers }));
    assert.ok(own.some(({ article }: { article: string }) => article === 'teapot'));
  });

  it('validates what is its own, and lets Castellan validate the rest', async () => {
    const { headers } = await actingAs(app);

    assert.equal((await post('/orders', { article: '' }, headers)).status, 400);
    assert.deepEqual(Object.keys((await json(await post('/auth/api/auth/signup/', { email: 'ada' }))).errors), ['email', 'password']);
  });

  it('welcomes whoever signs up, in its own words, with a present', async () => {
    const person = { email: 'ada@example.com', password: 'correct horse battery staple 9' };
    await post('/auth/api/auth/signup/', person);
    const { subject, links } = await lastMail(person.email);
    const { searchParams } = new URL(links[0]!);
    await post('/auth/api/auth/verify-account/', Object.fromEntries(searchParams));
    const { tokens } = await json(await post('/auth/api/auth/login/', { ...person, transport: 'bearer' }));

    assert.equal(subject, 'Welcome to the shop');
    const headers = { authorization: `Bearer ${tokens.access}` };
    const presents = async () => json(await call('/orders', { headers }));
    while ((await presents()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(
      (await presents()).map(({ article }: { article: string }) => article),
      ['a cup of tea'],
    );
  });

  it('shows support all orders, and nobody else', async () => {
    const support = await actingAs(app, { permissions: ['users.view'] });
    await post('/orders', { article: 'kettle' }, support.headers);

    const all = await json(await call('/orders/all', { headers: support.headers }));
    assert.ok(all.some(({ email }: { email: string }) => email === support.user.email));
    assert.equal((await call('/orders/all', { headers: (await actingAs(app)).headers })).status, 403);
  });

  it('believes the payment provider by the bytes it signed', async () => {
    const { headers } = await actingAs(app);
    const { id } = await json(await post('/orders', { article: 'cup' }, headers));
    const body = `{ "order":${id} }`;
    const paid = (signature: string) =>
      call('/payments/webhook', { method: 'POST', headers: { 'content-type': 'application/json', 'x-signature': signature }, body });

    assert.deepEqual([(await paid('00')).status, (await paid(signatureOf(body))).status], [400, 204]);
    assert.ok(
      (await json(await call('/orders', { headers }))).some((order: { id: number; isPaid: boolean }) => order.id === id && order.isPaid),
    );
  });

  it('makes the key of orders once, and for what is revoked alone', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'shop-'));
    process.env['ORDERS_KEY_FILE'] = join(folder, 'orders.key');
    t.after(async () => {
      delete process.env['ORDERS_KEY_FILE'];
      await rm(folder, { recursive: true });
    });
    const made = async () => {
      await app.get(OrdersKey).onApplicationBootstrap();
      return readFile(join(folder, 'orders.key'), 'utf8');
    };
    const key = await made();
    const status = async (path: string) => (await call(`/auth/api/${path}`, { headers: { authorization: `Bearer ${key}` } })).status;

    assert.equal(await made(), key);
    assert.deepEqual([await status('auth/revocations/?wait=0'), await status('admin/users/')], [200, 403]);
  });

  it('documents itself, and not Castellan', async () => {
    const { paths } = await json(await call('/docs-json'));

    assert.deepEqual(Object.keys(paths), ['/orders', '/orders/all']);
    assert.equal((await call('/auth/.well-known/jwks.json')).status, 200);
  });

  it('refuses a token when its session has ended, and when its time is over', async () => {
    const [ended, late] = [await actingAs(app), await actingAs(app)];
    await post('/auth/api/auth/logout/', { refresh: ended.refreshToken }, ended.headers);

    assert.equal((await call('/orders', { headers: ended.headers })).status, 401);
    travel('16m');
    assert.equal((await call('/orders', { headers: late.headers })).status, 401);
  });
});
