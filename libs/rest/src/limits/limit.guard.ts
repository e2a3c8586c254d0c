import { clientNetwork } from '@castellan/common';
import { throttledFor } from '@castellan/limits';
import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  ThrottlerGuard,
  type ThrottlerLimitDetail,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { LimitPlans, type LimitPlan } from './limit-plans.js';
import { LocalWindows } from './local-windows.js';

/** Counts a request against its route's `@Limit` before anything is read or looked up; limits by caller are the `CallerLimitGuard`'s. */
@Injectable()
export class LimitGuard extends ThrottlerGuard {
  private readonly plans: LimitPlans;
  private readonly local = new LocalWindows();

  constructor(
    @InjectThrottlerOptions() throttlerOptions: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    @Inject(REST_OPTIONS) options: RestOptions,
  ) {
    super(throttlerOptions, storage, reflector);
    this.plans = new LimitPlans(reflector, options);
  }

  /** A boolean, not a promise, where the count is in the process: most requests never wait here. */
  override canActivate(context: ExecutionContext): Promise<boolean> {
    return this.check(context) as Promise<boolean>; // Nest takes both; the parent's signature names only the promise
  }

  private check(context: ExecutionContext): boolean | Promise<boolean> {
    const plan = this.plans.of(context);
    if (!plan || plan.by === 'caller') return true;
    const address = clientNetwork(context.switchToHttp().getRequest<FastifyRequest>().clientAddress);
    return plan.where === 'process' ? this.countLocally(plan, address) : this.countShared(plan, address, context);
  }

  private countLocally(plan: LimitPlan, address: string): boolean {
    const { count, ttlMs } = this.local.hit(`${plan.name}:${address}`, plan.windowMs);
    if (count > plan.limit) throw throttledFor(ttlMs);
    return true;
  }

  private countShared(plan: LimitPlan, address: string, context: ExecutionContext): Promise<boolean> {
    return this.handleRequest({
      context,
      limit: plan.limit,
      ttl: plan.windowMs,
      blockDuration: plan.windowMs,
      throttler: { name: plan.name, limit: plan.limit, ttl: plan.windowMs },
      getTracker: () => Promise.resolve(address),
      generateKey: () => `limit:${plan.name}:${address}`,
    });
  }

  protected override throwThrottlingException(_context: ExecutionContext, detail: ThrottlerLimitDetail): Promise<void> {
    return Promise.reject(throttledFor(detail.timeToBlockExpire * 1000));
  }
}
