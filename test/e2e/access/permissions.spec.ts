import { AccessModule, AuthGuard, ClaimedStanding, Public, RequiresPermission, RequiresStaff, SessionState } from '@castellan/access';
import type { AccessClaims, Standing } from '@castellan/access';
import { Controller, Get, Injectable, Logger } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { startService } from '../../support/access/guarded-service.js';
import type { GuardedService } from '../../support/access/guarded-service.js';
import { Issuer } from '../../support/access/issuer.js';
import { eventually } from '../../support/app/eventually.js';

@Controller('orders')
class RefundsController {
  @Get('refund')
  @RequiresPermission('orders.refund')
  refund() {
    return { refunded: true };
  }

  @Get('close')
  @RequiresPermission('orders.refund')
  @RequiresPermission('orders.close')
  close() {
    return { closed: true };
  }

  @Get('desk')
  @RequiresStaff()
  desk() {
    return { open: true };
  }
}

@Controller('shop')
class ShopController {
  @Get()
  @Public()
  shop() {
    return { open: true };
  }
}

/** Follows revocations, and knows no permission but those of the token. */
class Following extends SessionState {
  override readonly isByClaims = true;

  check(claims: AccessClaims): Standing {
    return new ClaimedStanding({ ...claims });
  }
}

/** Knows how everybody stands. */
class Knowing extends SessionState {
  check(): Standing {
    return { isStaff: false, mustEnrol: false, hasPermission: () => false };
  }
}

/** As a resolver or gateway is: a provider, and no controller. */
@Injectable()
class RefundResolver {
  @RequiresPermission('orders.refund')
  refund() {
    return true;
  }
}

const EVERYWHERE = { provide: APP_GUARD, useExisting: AuthGuard };

describe(RequiresPermission.name, () => {
  let castellan: Issuer;
  let started: GuardedService[];
  let warned: jest.SpyInstance;
  const warnings = () => warned.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('@RequiresPermission()'));
  const start = async (options: { sessions?: SessionState } = {}, more: object = { controllers: [RefundsController] }) => {
    const imports = [AccessModule.forRoot({ issuer: castellan.url, ...options })];
    const service = await startService('Express', { imports, providers: [EVERYWHERE], ...more });
    started.push(service);
    return service;
  };

  beforeEach(async () => {
    warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    started = [];
    castellan = await Issuer.start();
  });
  afterEach(async () => {
    await Promise.all(started.map((service) => service.close()));
    await castellan.close();
    jest.restoreAllMocks();
  });

  describe.each<[string, { sessions?: SessionState }]>([
    ['in a service with the guard alone', {}],
    ['in a service that follows revocations', { sessions: new Following() }],
  ])('%s', (_name, options) => {
    let service: GuardedService;
    const status = async (path: string, claims: object) => (await service.get(path, castellan.bearer(claims))).status;
    beforeEach(async () => {
      castellan.tokenClaims = ['permissions'];
      service = await start(options);
    });

    it('lets in whose token claims each of them, again and again', async () => {
      const both = castellan.bearer({ permissions: ['orders.close', 'orders.refund'] });
      expect([await service.get('/orders/close', both), await service.get('/orders/close', both)]).toMatchObject([
        { status: 200 },
        { status: 200 },
      ]);
      expect(await status('/orders/refund', { permissions: ['orders.refund'] })).toBe(200);
      expect(await status('/orders/close', { permissions: ['orders.refund'] })).toBe(403);
      expect(warnings()).toEqual([]);
    });

    it.each<[string, object]>([
      ['none', { permissions: [] }],
      ['another', { permissions: ['orders.refunds', 'orders', 'ORDERS.REFUND', ' orders.refund'] }],
      ['a text that holds it', { permissions: 'orders.refund' }],
      ['a longer text that holds it', { permissions: 'x orders.refund y' }],
      ['an object that has it', { permissions: { 'orders.refund': true, length: 1, 0: 'orders.refund' } }],
      ['a list in a list', { permissions: [['orders.refund']] }],
      ['a list that is not of texts alone', { permissions: ['orders.refund', 1] }],
      ['true', { permissions: true }],
      ['nothing', { permissions: null }],
      ['it in another claim', { permission: ['orders.refund'], scope: 'orders.refund', groups: ['orders.refund'] }],
      ['it, and that they are left out', { permissions: ['orders.refund'], permissions_omitted: true }],
    ])('refuses a token that claims %s (a claim of another shape)', async (_what, claims) => {
      const { status: refused, body } = await service.get('/orders/refund', castellan.bearer(claims));
      expect([refused, body['code']]).toEqual([403, 'permission_denied']);
    });

    it('tells a caller whose permissions were left out why, and the log once', async () => {
      const omitted = castellan.bearer({ permissions_omitted: true });
      for (let at = 0; at < 3; at += 1) {
        const { status: refused, body } = await service.get('/orders/refund', omitted);
        expect([refused, body['code']]).toEqual([403, 'permission_denied']);
        expect(body['detail']).toContain('too many');
      }
      expect(warnings()).toEqual([expect.stringContaining('permissions_omitted')]);
    });

    it('lets nobody be staff by a claim (a right made up)', async () => {
      expect(await status('/orders/desk', { permissions: ['orders.refund'], is_staff: true, isStaff: true, staff: true })).toBe(403);
    });

    it('believes no claim of a token that somebody changed', async () => {
      const [head, , signature] = castellan.token({ permissions: [] }).split('.');
      const [, claims] = castellan.token({ permissions: ['orders.refund'] }).split('.');
      const forged = { authorization: `Bearer ${[head, claims, signature].join('.')}` };
      expect((await service.get('/orders/refund', forged)).body).toMatchObject({ status: 401, code: 'token_invalid' });
    });
  });

  it('asks the SessionState alone where there is one that knows (a claim of former days)', async () => {
    const service = await start({ sessions: new Knowing() });
    expect((await service.get('/orders/refund', castellan.bearer({ permissions: ['orders.refund'] }))).status).toBe(403);
  });

  describe('whose issuer writes no permissions', () => {
    const settled = () =>
      eventually(
        () => Promise.resolve(castellan.asked),
        (asked) => asked > 0,
      );

    it('says so at the start, and again when it refuses somebody for it', async () => {
      castellan.tokenClaims = ['email'];
      const service = await start();
      await eventually(
        () => Promise.resolve(warnings()),
        ({ length }) => length > 0,
      );
      expect(warnings()).toEqual([expect.stringMatching(/RefundsController\.refund.*TOKEN_CLAIMS=permissions/)]);
      expect(castellan.asked).toBe(1);

      const { status, body } = await service.get('/orders/refund', castellan.bearer());
      expect([status, body['detail']]).toEqual([403, expect.stringContaining('the token has none')]);
      expect(warnings()).toHaveLength(2);
      expect(castellan.asked).toBe(1); // what was learned at the start is the keys, too
    });

    it('says so of resolvers and gateways, too, and where revocations are followed', async () => {
      castellan.tokenClaims = [];
      await start({ sessions: new Following() }, { controllers: [], providers: [RefundResolver] });
      await eventually(
        () => Promise.resolve(warnings()),
        ({ length }) => length > 0,
      );
      expect(warnings()).toEqual([expect.stringContaining('RefundResolver.refund')]);
    });

    it.each([[['permissions']], [['email', 'permissions']], [undefined], [null], ['permissions'], [[1]]])(
      'has nothing to say of one that says %j',
      async (claims) => {
        castellan.tokenClaims = claims;
        await start();
        await settled();
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(warnings()).toEqual([]);
      },
    );

    it('asks nobody where no route asks for a permission, or the SessionState knows', async () => {
      castellan.tokenClaims = [];
      await start({}, { controllers: [ShopController] });
      await start({ sessions: new Knowing() });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect([castellan.asked, warnings()]).toEqual([0, []]);
    });

    it('starts all the same while the issuer is away', async () => {
      const away = castellan.url;
      await castellan.close();
      const imports = [AccessModule.forRoot({ issuer: away })];
      const service = await startService('Express', { imports, controllers: [RefundsController, ShopController], providers: [EVERYWHERE] });
      started.push(service);
      expect((await service.get('/shop')).status).toBe(200);
      castellan = await Issuer.start();
    });
  });
});
