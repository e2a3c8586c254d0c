import { PermissionDenied } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import { LOCAL_CONTEXT } from '@castellan/log';
import type { OperatorContext } from '@castellan/log';
import { PERMISSIONS } from '@castellan/permissions';
import type { Permission } from '@castellan/permissions';
import type { User } from '../users/user.types.js';

interface Rights {
  readonly isSuperuser: boolean;
  /** Sorted codenames; a superuser has all. */
  readonly permissions: readonly string[];
  /** Names the operator to the audit log. */
  readonly context: OperatorContext;
}

/** Is it still so? The last step of an act, in its transaction: what says so stays locked until the commit. @throws NotAuthenticated, PermissionDenied */
export type Confirm = (need: Need) => Promise<void>;

/** Who acts at the panel, as of this very request. */
export interface PanelOperator extends Rights {
  readonly id: string;
  readonly email: string;
  /** Of the panel's session. */
  readonly sessionId: string;
}

/** A member of staff at the management API, by a session of level 2, as of this very request. */
export interface StaffOperator extends Rights {
  readonly id: string;
  /** Of `sessions`. */
  readonly sessionId: string;
  readonly confirm: Confirm;
}

/** A machine by its API key. It is never a superuser, so it acts on no staff and gives no rights. */
export interface MachineOperator extends Rights {
  readonly id: null;
  readonly sessionId: null;
  readonly isSuperuser: false;
  readonly confirm: Confirm;
}

/** The command line, and other Nest code: whoever runs the process may do everything, and has no session that could end meanwhile. */
export interface LocalOperator extends Rights {
  readonly id: null;
  readonly sessionId: null;
}

/** Who does something to accounts that are not their own. */
export type Operator = PanelOperator | StaffOperator | MachineOperator | LocalOperator;

/** With all rights. @param context what events and audit log say it was; without it, the service itself */
export function localOperator(context: OperatorContext = LOCAL_CONTEXT): LocalOperator {
  return { id: null, sessionId: null, isSuperuser: true, permissions: PERMISSIONS, context };
}

/** @internal */
export function isMachine(operator: Operator): operator is MachineOperator {
  return operator.id === null && 'confirm' in operator;
}

/** What an act asks of its operator. */
export type Need = Permission | 'superuser';

/**
 * Has the operator this permission? Superusers have all.
 * @internal
 */
export function may({ permissions }: Pick<Operator, 'permissions'>, permission: Permission): boolean {
  return permissions.includes(permission);
}

/**
 * Of what an operator does: may they?
 * @throws PermissionDenied
 * @internal
 */
export function demand(operator: Operator, permission: Permission): void {
  if (!may(operator, permission)) throw new PermissionDenied();
}

/** May the operator do what asks for this? @throws PermissionDenied */
export function demandNeed(operator: Operator, need: Need): void {
  if (need === 'superuser') demandSuperuser(operator);
  else demand(operator, need);
}

/** Nobody gives rights they lack: staff, superusers and permissions are the affair of superusers. @throws PermissionDenied */
function demandSuperuser({ isSuperuser }: Operator): void {
  if (!isSuperuser) throw new PermissionDenied();
}

/**
 * Support staff acts on customers; what would weaken or shut out another operator is for superusers.
 * @internal
 */
export function masters(operator: Operator, { isStaff, isSuperuser }: Pick<User, 'isStaff' | 'isSuperuser'>): boolean {
  return operator.isSuperuser || !(isStaff || isSuperuser);
}

/** @throws PermissionDenied unless the operator `masters` the user */
export function demandMastery(operator: Operator, user: Pick<User, 'isStaff' | 'isSuperuser'>): void {
  if (!masters(operator, user)) throw new PermissionDenied();
}

/** As `demandMastery`; and nobody shuts themselves out by a slip of the hand. @throws PermissionDenied, ValidationFailed for oneself */
export function demandOther(operator: Operator, user: Pick<User, 'id' | 'isStaff' | 'isSuperuser'>): void {
  demandMastery(operator, user);
  if (operator.id === user.id) throw new ValidationFailed({ errors: { user: ['That is your own account. Ask another operator.'] } });
}
