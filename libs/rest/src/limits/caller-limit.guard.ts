import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { LimitPlans } from './limit-plans.js';
import { throttled } from './limit.guard.js';
import { LocalWindows } from './local-windows.js';

/** What `AuthGuard` leaves on the request; absent on public routes. */
interface SignedInRequest {
  readonly authenticated?: { readonly caller: { readonly userId: string } };
}

/** Counts the limits by signed-in user. Runs after `AuthGuard`, in memory, without waiting. */
@Injectable()
export class CallerLimitGuard implements CanActivate {
  private readonly plans: LimitPlans;
  private readonly local = new LocalWindows();

  constructor(reflector: Reflector, @Inject(REST_OPTIONS) options: RestOptions) {
    this.plans = new LimitPlans(reflector, options);
  }

  canActivate(context: ExecutionContext): boolean {
    const plan = this.plans.of(context);
    if (!plan || plan.by !== 'caller') return true;
    const caller = context.switchToHttp().getRequest<SignedInRequest>().authenticated?.caller;
    if (!caller) return true;
    const { count, ttlMs } = this.local.hit(caller.userId, plan.windowMs);
    if (count > plan.limit) throw throttled(Math.ceil(ttlMs / 1000));
    return true;
  }
}
