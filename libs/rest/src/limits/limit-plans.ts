import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { RestOptions } from '../rest-options.js';
import { LIMIT, type LimitName } from './limit.decorator.js';
import { limitRules, type LimitRule } from './limits.js';

export interface LimitPlan extends LimitRule {
  readonly name: LimitName;
}

/** Which limit each route has; looked up once for each, since it is asked at every request. */
export class LimitPlans {
  private readonly rules: Readonly<Record<LimitName, LimitRule | null>>;
  private readonly known = new WeakMap<object, LimitPlan | false>();

  constructor(
    private readonly reflector: Reflector,
    options: RestOptions,
  ) {
    this.rules = limitRules(options.limits);
  }

  /** False where the route names no limit, or the operator switched it off. */
  of(context: ExecutionContext): LimitPlan | false {
    const handler = context.getHandler();
    const known = this.known.get(handler);
    if (known !== undefined) return known;
    const plan = this.planOf(context);
    this.known.set(handler, plan);
    return plan;
  }

  private planOf(context: ExecutionContext): LimitPlan | false {
    const name = this.reflector.getAllAndOverride<LimitName | undefined>(LIMIT, [context.getHandler(), context.getClass()]);
    const rule = name && this.rules[name];
    return rule ? { ...rule, name } : false;
  }
}
