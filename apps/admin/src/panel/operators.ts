import type { PanelOperator } from '@castellan/accounts';
import type { CurrentAdmin } from 'adminjs';

/** AdminJS carries one object of ours from the request to each action; what it stands for stays on this side, and off the page. */
const behind = new WeakMap<object, PanelOperator>();

/** What AdminJS, and the page, may know of an operator. */
export function currentAdminOf(operator: PanelOperator): CurrentAdmin {
  const admin: CurrentAdmin = { email: operator.email, title: operator.isSuperuser ? 'Superuser' : 'Staff' };
  behind.set(admin, operator);
  return admin;
}

/** Throws for anybody who did not come through the door. */
export function operatorBehind(admin: CurrentAdmin | undefined): PanelOperator {
  const operator = admin && behind.get(admin);
  if (!operator) throw new Error('Nobody is signed in.');
  return operator;
}
