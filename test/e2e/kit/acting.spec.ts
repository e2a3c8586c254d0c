import { AuthGuard, CurrentCaller, RequiresAuth, RequiresPermission, RequiresRecentAuth, RequiresStaff } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { Controller, Get, UseGuards } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { mountCastellan } from 'castellan';
import { actingAs, CastellanTesting, lastCode, lastMail, travel } from 'castellan/testing';
import type { Actor } from 'castellan/testing';
import { HttpClient } from '../../support/http/client.js';

@Controller('orders')
@UseGuards(AuthGuard)
class OrdersController {
  @Get()
  list(@CurrentCaller() { userId }: Caller): string {
    return userId;
  }

  @Get('all')
  @RequiresPermission('users.view')
  all(): string {
    return 'all';
  }

  @Get('staff')
  @RequiresStaff()
  staff(): string {
    return 'staff';
  }

  @Get('strong')
  @RequiresAuth({ aal: 2 })
  strong(): string {
    return 'strong';
  }

  @Get('recent')
  @RequiresRecentAuth()
  recent(): string {
    return 'recent';
  }
}

describe('the test kit', () => {
  let app: INestApplication;
  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [CastellanTesting.forRoot()], controllers: [OrdersController] }).compile();
    app = module.createNestApplication({ logger: false });
    mountCastellan(app);
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  const client = async (headers?: Readonly<Record<string, string>>): Promise<HttpClient> => new HttpClient(await app.getUrl(), headers);
  const status = async (path: string, actor: Actor): Promise<number> => (await (await client(actor.headers)).get(`/orders${path}`)).status;
  const signUp = async (email: string) => (await client()).post('/auth/api/auth/signup/', { email, password: 'correct horse battery 9' });

  it('signs somebody in at the host and at Castellan', async () => {
    const ada = await actingAs(app, { user: { email: 'ada@shop.example' } });
    const http = await client(ada.headers);

    expect((await http.get('/orders')).text).toBe(ada.user.id);
    expect((await http.get('/auth/api/auth/me/')).body).toMatchObject({ id: ada.user.id, email: 'ada@shop.example' });
    expect((await (await client()).get('/orders')).status).toBe(401);
  });

  it('gives the permissions, and no others', async () => {
    expect(await status('/all', await actingAs(app, { permissions: ['users.view'] }))).toBe(200);
    expect(await status('/all', await actingAs(app))).toBe(403);
  });

  it('makes staff', async () => {
    expect(await status('/staff', await actingAs(app, { staff: true }))).toBe(200);
    expect(await status('/staff', await actingAs(app))).toBe(403);
  });

  it('proves a second factor, whose codes sign in again', async () => {
    const ada = await actingAs(app, { aal: 2 });
    const { email } = ada.user;
    const { body } = await (await client()).post('/auth/api/auth/login/', { email, password: ada.password });
    const proof = { session_token: body.session_token, code: ada.totp() };

    expect([await status('/strong', ada), await status('/strong', await actingAs(app))]).toEqual([200, 403]);
    expect((await (await client()).post('/auth/api/auth/2fa/verify-login/', proof)).status).toBe(200);
  });

  it('signs in long ago, with a token that is good', async () => {
    expect(await status('/recent', await actingAs(app))).toBe(200);
    const ada = await actingAs(app, { recent: false });
    expect([await status('/recent', ada), await status('', ada)]).toEqual([403, 200]);
  });

  it('acts as somebody who is there', async () => {
    const { user } = await actingAs(app);

    expect((await actingAs(app, { user: user.id })).user.id).toBe(user.id);
  });

  it.each([
    ['a level that there is not', { aal: 3 }, 'actingAs: aal is 1 or 2.'],
    ['a misspelt option', { permission: [] }, 'actingAs: there is no option permission. There are: permissions, aal,'],
    ['a misspelt name', { user: { mail: 'ada@shop.example' } }, 'actingAs: there is no option user.mail. There are: email,'],
    ['somebody who has no such id', { user: 'x' }, 'actingAs: user is the UUID of somebody, or what a new user is called.'],
    ['a permission that is no list', { permissions: 'users.view' }, 'actingAs: permissions is a list of codenames.'],
  ])('tells in words what it does not take: %s', async (_what, options, message) => {
    await expect((async () => actingAs(app, options as never))()).rejects.toThrow(message);
  });

  it('moves no time in production, and none beyond what a Date holds', () => {
    expect(() => travel('999999999d')).toThrow('beyond what a Date holds');
    jest.replaceProperty(process, 'env', { ...process.env, NODE_ENV: 'production' });
    try {
      expect(() => travel('1s')).toThrow('NODE_ENV=production');
    } finally {
      jest.restoreAllMocks();
    }
  });

  it('waits for the newest mail, with its links', async () => {
    await signUp('grace@shop.example');
    const first = await lastMail('grace@shop.example');
    await signUp('grace@shop.example');
    const second = await lastMail('grace@shop.example');

    expect(first.links.some((link) => link.startsWith('http://localhost:3000/auth/'))).toBe(true);
    expect(second.text).not.toBe(first.text);
  });

  it('waits for the newest code', async () => {
    const { user } = await actingAs(app);
    await (await client()).post('/auth/api/auth/otp/request/', { identifier: user.email });

    expect(await lastCode(user.email)).toMatch(/^\d{6}$/);
  });

  it('says for whom there is something where nothing came', async () => {
    await signUp('lin@shop.example');
    await lastMail('lin@shop.example');

    await expect(lastMail('lyn@shop.example')).rejects.toThrow(/lin@shop\.example/);
  });

  it('moves time on: a token is over after fifteen minutes, and a recent proof before', async () => {
    const ada = await actingAs(app);
    travel('6m');
    const after = await Promise.all([status('', ada), status('/recent', ada)]);
    travel('10m');

    expect([...after, await status('', ada)]).toEqual([200, 403, 401]);
  });
});
