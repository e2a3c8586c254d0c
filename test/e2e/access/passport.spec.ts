import { AccessModule, AccessTokenStrategy } from '@castellan/access';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { EVERYWHERE, OrdersController, PassportController, startService } from '../../support/access/guarded-service.js';
import type { GuardedService } from '../../support/access/guarded-service.js';
import { Issuer } from '../../support/access/issuer.js';

describe(AccessTokenStrategy.name, () => {
  let castellan: Issuer;
  let started: GuardedService[];
  const start = async (...given: Parameters<typeof startService>): Promise<GuardedService> => {
    const service = await startService(...given);
    started.push(service);
    return service;
  };
  beforeEach(async () => {
    started = [];
    castellan = await Issuer.start();
  });
  afterEach(async () => {
    await Promise.all(started.map((service) => service.close()));
    await castellan.close();
  });

  class DoorKey extends Strategy {
    override authenticate(): void {
      this.success({ by: 'door-key' });
    }
  }

  it('gives the caller as the user, and asks the strategies behind it when it does not', async () => {
    passport.use('door-key', new DoorKey({ jwtFromRequest: () => null, secretOrKey: 'none' }, () => undefined));
    const service = await start('Express', {
      imports: [AccessModule.forRoot({ issuer: castellan.url })],
      controllers: [PassportController],
    });

    expect((await service.get('/passport', castellan.bearer({ sub: 'c1b0a5f2-0000-4000-8000-000000000001' }))).body).toEqual({
      owner: 'c1b0a5f2-0000-4000-8000-000000000001',
      same: true,
    });
    expect((await service.get('/passport')).status).toBe(401);
    expect((await service.get('/passport/either', { authorization: 'Bearer of another kind' })).body).toEqual({ by: 'door-key' });
  });

  it('leaves two services in one process to their own issuers', async () => {
    const other = await Issuer.start();
    const [one, two] = await Promise.all(
      [castellan, other].map(({ url: issuer }, at) =>
        start('Fastify', {
          imports: [AccessModule.forRoot({ issuer, passportName: ['one', 'two'][at] })],
          controllers: [OrdersController],
          providers: [EVERYWHERE],
        }),
      ),
    );

    expect((await one!.get('/orders', castellan.bearer())).status).toBe(200);
    expect((await two!.get('/orders', other.bearer())).status).toBe(200);
    expect((await one!.get('/orders', other.bearer())).status).toBe(401);
    expect((await two!.get('/orders', castellan.bearer())).status).toBe(401);
    await other.close();
  });

  it('has no name twice for two issuers, and the name is free when its service stops (tokens of another issuer)', async () => {
    const service = (issuer: string) =>
      start('Fastify', { imports: [AccessModule.forRoot({ issuer })], controllers: [PassportController] });
    const first = await service(castellan.url);
    await (await service(castellan.url)).close(); // the same issuer's, started anew

    await expect(service('https://other.example')).rejects.toThrow('passportName');
    expect((await first.get('/passport', castellan.bearer())).status).toBe(200);
    await first.close();
    await expect(service('https://other.example')).resolves.toBeDefined();
  });

  it('leaves the verification of other strategies of passport-jwt to passport-jwt', () => {
    const { JwtVerifier } = Strategy as unknown as { JwtVerifier: { name: string } & ((...given: unknown[]) => void) };
    const done = jest.fn();
    JwtVerifier('no token', 'key', {}, done);
    expect(done).toHaveBeenCalledWith(expect.objectContaining({ name: 'JsonWebTokenError' }));
  });
});
