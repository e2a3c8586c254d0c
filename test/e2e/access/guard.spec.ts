import { AccessModule, AuthGuard, SessionIsOver, SessionState } from '@castellan/access';
import type { Standing } from '@castellan/access';
import { Clock } from '@castellan/common';
import { Global, Logger, Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { EVERYWHERE, GuardedController, OrdersController, PassportController, startService } from '../../support/access/guarded-service.js';
import type { Adapter, GuardedService } from '../../support/access/guarded-service.js';
import { Issuer } from '../../support/access/issuer.js';
import { FakeClock } from '../../support/app/fake-clock.js';

const clock = new FakeClock();

@Global()
@Module({ providers: [{ provide: Clock, useValue: clock }], exports: [Clock] })
class Time {}

describe(AuthGuard.name, () => {
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
    jest.restoreAllMocks();
  });

  describe.each<Adapter>(['Express', 'Fastify'])('on %s, told the issuer alone', (adapter) => {
    let service: GuardedService;
    beforeEach(async () => {
      const imports = [AccessModule.forRoot({ issuer: castellan.url })];
      service = await start(adapter, { imports, controllers: [OrdersController], providers: [EVERYWHERE] });
    });

    it('lets in who has a token, and knows what it says', async () => {
      const { status, body } = await service.get(
        '/orders',
        castellan.bearer({ sub: 'c1b0a5f2-0000-4000-8000-000000000001', groups: ['staff'] }),
      );

      expect([status, body]).toEqual([200, { owner: 'c1b0a5f2-0000-4000-8000-000000000001', groups: ['staff'] }]);
      expect((await service.get('/orders/status')).body).toEqual({ open: true });
    });

    it('refuses with a problem and a challenge, without a filter of ours', async () => {
      const nothing = await service.get('/orders');
      expect([nothing.status, nothing.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(nothing.body).toMatchObject({ type: 'urn:castellan:error:not_authenticated', status: 401, code: 'not_authenticated' });

      const garbage = await service.get('/orders', { authorization: 'Bearer garbage' });
      expect(garbage.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      expect(garbage.body).toMatchObject({ code: 'token_invalid' });
    });

    it('answers 503 and when to ask again while it has no keys', async () => {
      const headers = castellan.bearer();
      await castellan.close();

      const answer = await service.get('/orders', headers);
      expect([answer.status, answer.headers.get('retry-after'), answer.body['code']]).toEqual([503, '2', 'unavailable']);
    });

    it('names the routes that help where they are: at the issuer', async () => {
      const old = await service.get('/orders/pay', castellan.bearer());
      expect([old.status, old.body['code']]).toEqual([403, 'reauthentication_required']);
      expect(old.body['detail']).toContain(`POST ${castellan.url}/api/auth/reauthenticate/`);

      const weak = await service.get('/orders/refund', castellan.bearer());
      expect(weak.body['detail']).toContain(`POST ${castellan.url}/api/auth/2fa/setup/`);
      expect(weak.body['detail']).not.toContain('POST /');
    });

    it('takes nobody for another of twenty who ask at once (mixed-up callers)', async () => {
      const users = Array.from({ length: 20 }, (_, at) => `c1b0a5f2-0000-4000-8000-0000000000${String(at + 10)}`);
      const answers = await Promise.all(users.map((sub) => service.get('/orders', castellan.bearer({ sub }))));

      expect(answers.map(({ body }) => body['owner'])).toEqual(users);
    });

    it('lets no handler change what a token says to those after it', async () => {
      const headers = castellan.bearer({ groups: ['staff'] });
      expect((await service.get('/orders/promote', headers)).status).toBe(500);
      expect((await service.get('/orders', headers)).body['groups']).toEqual(['staff']);
    });

    it('knows no caller on a public route, also of one who has a token', async () => {
      const { status, body } = await service.get('/orders/nobody', castellan.bearer());
      expect([status, body['code']]).toEqual([401, 'not_authenticated']);
    });
  });

  it('takes tokens of every life that a Castellan can be told, and of none beyond', async () => {
    const imports = [AccessModule.forRoot({ issuer: castellan.url })];
    const service = await start('Fastify', { imports, controllers: [OrdersController], providers: [EVERYWHERE] });
    const iat = Math.floor(Date.now() / 1000);

    expect((await service.get('/orders', castellan.bearer({ iat, exp: iat + 86_400 }))).status).toBe(200);
    expect((await service.get('/orders', castellan.bearer({ iat, exp: iat + 86_401 }))).body).toMatchObject({ code: 'token_invalid' });
  });

  it('guards single controllers of modules that share the one AccessModule', async () => {
    const access = AccessModule.forRootAsync({ useFactory: () => Promise.resolve({ issuer: castellan.url }) });
    @Module({
      imports: [access, PassportModule.register({ defaultStrategy: 'door-key', property: 'key' })],
      controllers: [GuardedController],
    })
    class Guarded {}
    @Module({ imports: [access], controllers: [PassportController] })
    class Other {}
    const service = await start('Express', { imports: [Guarded, Other], controllers: [] });

    expect((await service.get('/guarded')).body).toMatchObject({ code: 'not_authenticated' });
    expect((await service.get('/guarded', castellan.bearer())).status).toBe(200); // whatever passport does by default in this module
    expect((await service.get('/guarded/status')).body).toEqual({ open: true });
    expect(castellan.asked).toBe(1);
  });

  describe('with a SessionState', () => {
    class Sessions extends SessionState {
      check({ ver }: { ver: number }): Standing {
        if (ver < 1) throw new SessionIsOver({ reason: 'logout' });
        return { isStaff: false, hasPermission: () => false, mustEnrol: false };
      }
    }

    const warnings = (log: jest.SpyInstance) => log.mock.calls.filter(([line]) => String(line).includes(castellan.url));

    it('refuses what is over, and has nothing to say at the start', async () => {
      const log = jest.spyOn(Logger.prototype, 'log').mockImplementation();
      const imports = [AccessModule.forRoot({ issuer: castellan.url, sessions: new Sessions() })];
      const service = await start('Express', { imports, controllers: [OrdersController], providers: [EVERYWHERE] });

      expect((await service.get('/orders', castellan.bearer())).body).toMatchObject({ code: 'session_ended', reason: 'logout' });
      expect((await service.get('/orders', castellan.bearer({ ver: 1 }))).status).toBe(200);
      expect(warnings(log)).toEqual([]);
    });

    it('says in one line that there is none, or does not start, as it was told', async () => {
      const log = jest.spyOn(Logger.prototype, 'log').mockImplementation();
      const withOptions = (more: object) => start('Express', { imports: [AccessModule.forRoot({ issuer: castellan.url, ...more })] });

      await withOptions({});
      expect(warnings(log)).toEqual([[expect.stringContaining('accepted until they expire')]]);
      await withOptions({ acceptsRevokedTokens: true });
      expect(warnings(log)).toHaveLength(1);
      await expect(withOptions({ acceptsRevokedTokens: false })).rejects.toThrow('SessionState');
      await expect(withOptions({ ownApi: true })).rejects.toThrow('SessionState');
    });
  });

  describe('when keys change', () => {
    const guarded = () =>
      start('Fastify', {
        imports: [Time, AccessModule.forRoot({ issuer: castellan.url, clock: 'provided' })],
        controllers: [OrdersController],
        providers: [EVERYWHERE],
      });

    it('takes tokens of a new key and of those before it, without a restart', async () => {
      const service = await guarded();
      const older = castellan.bearer();
      expect((await service.get('/orders', older)).status).toBe(200);

      castellan.rotate();
      clock.advance(5_000); // so often it asks for a key that it does not know
      expect((await service.get('/orders', castellan.bearer())).status).toBe(200);
      expect((await service.get('/orders', older)).status).toBe(200);
    });

    it('refuses within a minute what a withdrawn key signed, also tokens it remembers (stolen key)', async () => {
      const service = await guarded();
      const stolen = castellan.bearer();
      expect((await service.get('/orders', stolen)).status).toBe(200);

      castellan.rotate();
      castellan.dropOlder();
      clock.advance(60_000);
      expect((await service.get('/orders', stolen)).body).toMatchObject({ code: 'token_invalid' });
    });

    it('refuses what a key signed whose name another one has by now, also tokens it remembers', async () => {
      const service = await guarded();
      const [stolen, unseen] = [castellan.bearer(), castellan.bearer()];
      expect((await service.get('/orders', stolen)).status).toBe(200);

      castellan.replaceKey();
      clock.advance(60_000);
      expect((await service.get('/orders', castellan.bearer())).status).toBe(200);
      expect((await service.get('/orders', stolen)).body).toMatchObject({ code: 'token_invalid' });
      expect((await service.get('/orders', unseen)).body).toMatchObject({ code: 'token_invalid' });
    });

    it('goes on with the last keys while Castellan is away', async () => {
      const service = await guarded();
      const headers = castellan.bearer();
      expect((await service.get('/orders', headers)).status).toBe(200);

      await castellan.close();
      clock.advance(10 * 60_000);
      expect((await service.get('/orders', headers)).status).toBe(200);
    });
  });
});
