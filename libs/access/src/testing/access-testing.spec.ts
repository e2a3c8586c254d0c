import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AccessModule } from '../access.module.js';
import { AuthGuard } from '../guards/auth.guard.js';
import { CurrentCaller } from '../guards/caller.decorator.js';
import { RequiresAuth, RequiresRecentAuth } from '../guards/requirements.js';
import type { Caller } from '../tokens/claims.js';
import { AccessTesting } from './access-testing.js';
import type { TestCallerOptions } from './access-testing.js';

@Controller()
@UseGuards(AuthGuard)
class Deliveries {
  @Get('own')
  own(@CurrentCaller() { userId }: Caller): string {
    return userId;
  }

  @Get('strong')
  @RequiresAuth({ aal: 2 })
  strong(): void {}

  @Get('recent')
  @RequiresRecentAuth()
  recent(): void {}
}

@Module({ imports: [AccessModule.forRoot({ issuer: 'https://castellan.invalid/auth' })], controllers: [Deliveries] })
class Service {}

describe(AccessTesting.name, () => {
  const castellan = new AccessTesting();
  let app: INestApplication;
  beforeAll(async () => {
    const module = await castellan.replace(Test.createTestingModule({ imports: [Service] })).compile();
    app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  const ask = async (path: string, headers: Record<string, string>) => fetch(`${await app.getUrl()}/${path}`, { headers });
  const status = async (path: string, options?: TestCallerOptions) => (await ask(path, castellan.actingAs(app, options).headers)).status;

  it('signs somebody in without a network', async () => {
    const { headers, userId } = castellan.actingAs(app);

    expect(await (await ask('own', headers)).text()).toBe(userId);
    expect((await ask('own', {})).status).toBe(401);
  });

  it('is not believed by its form: the key decides', async () => {
    expect((await ask('own', new AccessTesting().actingAs(app).headers)).status).toBe(401);
  });

  it('has as many factors as told, signed in when told', async () => {
    expect([await status('strong'), await status('strong', { aal: 2 })]).toEqual([403, 200]);
    expect([await status('recent'), await status('recent', { recent: false }), await status('own', { recent: false })]).toEqual([
      200, 403, 200,
    ]);
    expect(await status('own', { expired: true })).toBe(401);
  });

  it('refuses to run in production', () => {
    jest.replaceProperty(process, 'env', { ...process.env, NODE_ENV: 'production' });
    try {
      expect(() => new AccessTesting()).toThrow('NODE_ENV=production');
    } finally {
      jest.restoreAllMocks();
    }
  });
});
