import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import type { INestApplication, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AccessModule } from '../access.module.js';
import type { Standing } from '../session-state.js';
import { AccessTesting } from '../testing/access-testing.js';
import type { TestCallerOptions } from '../testing/access-testing.js';
import { AuthGuard } from './auth.guard.js';
import { Public, RequiresAuth, RequiresPermission, RequiresRecentAuth, RequiresStaff } from './requirements.js';

/** One handler, of whatever inherits it. */
@UseGuards(AuthGuard)
class Listing {
  @Get()
  all(): void {}
}

@Controller('catalog')
@Public()
class Catalog extends Listing {}

@Controller('invoices')
class Invoices extends Listing {}

@Controller('transfers')
@RequiresAuth({ aal: 2 })
class Transfers extends Catalog {}

@Controller('reports')
@UseGuards(AuthGuard)
@RequiresAuth({ aal: 2 })
class Reports {
  @Get('own')
  own(): void {}

  @Get('secret')
  @RequiresPermission('secrets.view')
  secret(): void {}

  @Get('weaker')
  @RequiresAuth({ aal: 1 })
  weaker(): void {}

  @Get('open')
  @Public()
  open(): void {}
}

@Controller('desk')
@UseGuards(AuthGuard)
@RequiresStaff()
@RequiresPermission('desk.view')
class Desk {
  @Get('recent')
  @RequiresRecentAuth()
  recent(): void {}

  @Get('both')
  @RequiresPermission('desk.change')
  @RequiresPermission('desk.delete')
  both(): void {}
}

@Controller('night-desk')
@RequiresAuth({ aal: 2 })
class NightDesk extends Desk {}

@Controller('enrolment')
@UseGuards(AuthGuard)
@RequiresAuth({ whileEnrolling: true })
class Enrolment {
  @Get('state')
  state(): void {}

  @Get('strict')
  @RequiresRecentAuth()
  strict(): void {}
}

describe('what decorators ask together', () => {
  const castellan = new AccessTesting();
  let app: INestApplication;
  let standing: Standing;
  beforeAll(async () => {
    const access = AccessModule.forRoot({ issuer: 'https://castellan.invalid', sessions: { check: () => standing } });
    @Module({ imports: [access], controllers: [Catalog, Invoices, Transfers, Reports, Desk, NightDesk, Enrolment] })
    class Service {}
    app = (await castellan.replace(Test.createTestingModule({ imports: [Service] })).compile()).createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
  });
  beforeEach(() => staff());
  afterAll(() => app.close());

  const staff = (...permissions: readonly string[]): void => {
    standing = { isStaff: true, mustEnrol: false, hasPermission: (permission) => permissions.includes(permission) };
  };
  const status = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`${await app.getUrl()}/${path}`, { headers })).status;
  const as = (path: string, options?: TestCallerOptions) => status(path, castellan.actingAs(app, options).headers);

  it('is asked at each controller that inherits a method, whoever came first (open by a neighbour)', async () => {
    expect([await status('catalog'), await status('invoices'), await status('transfers')]).toEqual([200, 401, 401]);
    expect([await as('catalog'), await as('invoices'), await as('transfers')]).toEqual([200, 200, 403]);
    expect(await as('transfers', { aal: 2 })).toBe(200);
  });

  it('is asked by the class and by the method', async () => {
    staff('secrets.view');
    expect([await as('reports/own'), await as('reports/secret'), await as('reports/weaker')]).toEqual([403, 403, 403]);
    expect([await as('reports/own', { aal: 2 }), await as('reports/secret', { aal: 2 })]).toEqual([200, 200]);
    staff();
    expect(await as('reports/secret', { aal: 2 })).toBe(403);
  });

  it('is staff, too, where the method asks for another thing', async () => {
    staff('desk.view');
    expect([await as('desk/recent'), await as('desk/recent', { recent: false })]).toEqual([200, 403]);
    standing = { ...standing, isStaff: false };
    expect(await as('desk/recent')).toBe(403);
  });

  it.each([[[]], [['desk.view', 'desk.change']], [['desk.view', 'desk.delete']], [['desk.change', 'desk.delete']]])(
    'is every permission, not only %j',
    async (some) => {
      staff(...some);
      expect(await as('desk/both')).toBe(403);
      staff('desk.view', 'desk.change', 'desk.delete');
      expect(await as('desk/both')).toBe(200);
    },
  );

  it('is asked by the class above, too', async () => {
    staff('desk.view');
    expect([await as('night-desk/recent'), await as('night-desk/recent', { aal: 2 })]).toEqual([403, 200]);
    standing = { ...standing, isStaff: false };
    expect(await as('night-desk/recent', { aal: 2 })).toBe(403);
  });

  it('is nothing at a method that is public itself', async () => expect(await status('reports/open')).toBe(200));

  it('keeps those who must enrol out of a method that asks for another thing', async () => {
    standing = { ...standing, mustEnrol: true };
    expect([await as('enrolment/state'), await as('enrolment/strict')]).toEqual([200, 403]);
  });

  it.each<[string, () => Type]>([
    ['@Public() and @RequiresStaff() on Both.all', () => both(Public(), RequiresStaff())],
    ['@RequiresAuth() and @Public() on Both.all', () => both(RequiresAuth(), Public())],
    ['@Public() and @RequiresPermission() on Both', () => bothOnClass(Public(), RequiresPermission('a'))],
  ])('cannot be both: %s', (message, decorated) => expect(decorated).toThrow(message));
});

/** Decorators work from the last to the first. */
function both(first: MethodDecorator, second: MethodDecorator): Type {
  class Both {
    @first
    @second
    all(): void {}
  }
  return Both;
}

function bothOnClass(first: ClassDecorator, second: ClassDecorator): Type {
  @first
  @second
  class Both {}
  return Both;
}
