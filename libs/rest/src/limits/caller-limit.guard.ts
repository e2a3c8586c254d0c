import { throttledFor } from '@castellan/limits';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectThrottlerStorage, type ThrottlerStorage } from '@nestjs/throttler';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { countedAs } from './counted-as.js';
import { LimitPlans, type LimitPlan } from './limit-plans.js';
import { LocalWindows } from './local-windows.js';

/** Counts the limits by whoever acts. Runs after `AuthGuard`; limits of the process are counted in memory, without waiting. */
@Injectable()
export class CallerLimitGuard implements CanActivate {
  private readonly plans: LimitPlans;
  private readonly local = new LocalWindows();

  constructor(
    reflector: Reflector,
    @InjectThrottlerStorage() private readonly storage: ThrottlerStorage,
    @Inject(REST_OPTIONS) options: RestOptions,
  ) {
    this.plans = new LimitPlans(reflector, options);
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const plan = this.plans.of(context);
    if (!plan || plan.by !== 'caller') return true;
    const who = countedAs(context);
    if (who === null) return true;
    const key = `limit:${plan.name}:${who}`; // each limit by itself: looking at oneself uses up no password changes
    return plan.where === 'process' ? this.countLocally(plan, key) : this.countShared(plan, key);
  }

  private countLocally(plan: LimitPlan, key: string): boolean {
    const { count, ttlMs } = this.local.hit(key, plan.windowMs);
    if (count > plan.limit) throw throttledFor(ttlMs);
    return true;
  }

  private async countShared({ limit, windowMs, name }: LimitPlan, key: string): Promise<boolean> {
    const { isBlocked, timeToBlockExpire } = await this.storage.increment(key, windowMs, limit, windowMs, name);
    if (isBlocked) throw throttledFor(timeToBlockExpire * 1000);
    return true;
  }
}
