import { Budgets } from '@castellan/limits';
import type { TestApp } from '../app/test-app.js';

const DAY_MS = 24 * 3_600_000;

const BUDGETS = {
  password: (id: string) => ({ name: `password:account:${id}`, maxFailures: 5 }),
  second_factor: (id: string) => ({ name: `second-factor:${id}`, maxFailures: 10 }),
  second_factor_of_strangers: (id: string) => ({
    name: `second-factor-strangers:${id}`,
    maxFailures: 20,
    windowMs: DAY_MS,
    refusalMs: DAY_MS,
  }),
};

/** As many wrong ones as it takes, without a hash each. */
export async function lockOut(app: TestApp, userId: string, kind: keyof typeof BUDGETS = 'password'): Promise<void> {
  const budget = BUDGETS[kind](userId);
  const budgets = app.get(Budgets);
  for (let n = 0; n < budget.maxFailures; n += 1) await budgets.fail((await budgets.reserve(budget))!);
}
