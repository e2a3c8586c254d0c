import type { ExecutionContext, Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CsrfGuard } from './csrf/csrf.guard.js';
import { ChecksOrigin } from './csrf/sets-cookies.decorator.js';
import { CsrfRejected } from './errors/http-errors.js';
import { Limit } from './limits/limit.decorator.js';
import { LimitPlans } from './limits/limit-plans.js';
import type { RestOptions } from './rest-options.js';

class Listing {
  all(): void {}
}

@Limit('open')
class Catalog extends Listing {}

@Limit('credentials')
@ChecksOrigin()
class Invoices extends Listing {}

const OPTIONS = {
  publicUrl: 'https://castellan.example',
  frontendUrl: 'https://castellan.example',
  frontendOrigins: [],
  cookies: { accessName: 'access', refreshName: 'refresh', deviceName: 'device', pendingName: 'pending' },
} as unknown as RestOptions; // all that these two read

/** A request of a foreign page, without cookies. */
const at = (controller: Type): ExecutionContext =>
  ({
    getClass: () => controller,
    getHandler: () => Listing.prototype.all,
    switchToHttp: () => ({ getRequest: () => ({ method: 'POST', headers: { origin: 'https://evil.example' } }) }),
  }) as unknown as ExecutionContext;

describe('a method that two controllers inherit', () => {
  it('has the limit of each', () => {
    const plans = new LimitPlans(new Reflector(), OPTIONS);
    const names = [Catalog, Invoices, Catalog].map((controller) => plans.of(at(controller)));

    expect(names).toEqual(['open', 'credentials', 'open'].map((name) => expect.objectContaining({ name }) as unknown));
  });

  it('is held to the CSRF rule of each', () => {
    const guard = new CsrfGuard(new Reflector(), OPTIONS);

    expect(guard.canActivate(at(Catalog))).toBe(true);
    expect(() => guard.canActivate(at(Invoices))).toThrow(CsrfRejected);
  });
});
