import { RouteMemory } from '@castellan/common';
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
  private readonly known = new RouteMemory<LimitPlan | false>((route) => this.planOf(route));

  constructor(
    private readonly reflector: Reflector,
    options: RestOptions,
  ) {
    this.rules = limitRules(options.limits);
  }

  /** False where the route names no limit, or the operator switched it off. */
  of(context: ExecutionContext): LimitPlan | false {
    return this.known.of(context);
  }

  private planOf(route: Pick<ExecutionContext, 'getClass' | 'getHandler'>): LimitPlan | false {
    const name = this.reflector.getAllAndOverride<LimitName | undefined>(LIMIT, [route.getHandler(), route.getClass()]);
    const rule = name && this.rules[name];
    return rule ? { ...rule, name } : false;
  }
}
