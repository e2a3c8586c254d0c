import type { Standing } from '../session-state.js';

type Claims = Readonly<Record<string, unknown>>;

/** Why a token names no permissions: nobody writes them, they were too many, or what stands there is no list of texts. */
export type WithoutPermissions = 'missing' | 'omitted' | 'unreadable';

/**
 * How somebody stands by what their token claims, where nobody else can be asked. It says `permissions`, written with `TOKEN_CLAIMS`
 * (docs/reference/contract.md#claims-for-other-services), and nothing else: so nobody is staff.
 */
export class ClaimedStanding implements Standing {
  readonly isStaff = false;
  readonly mustEnrol = false;
  private readonly permissions: readonly string[] | WithoutPermissions;

  constructor(claims: Claims) {
    this.permissions = permissionsIn(claims);
  }

  /** Null where the token names them, be it none. */
  get without(): WithoutPermissions | null {
    return typeof this.permissions === 'string' ? this.permissions : null;
  }

  hasPermission(permission: string): boolean {
    return typeof this.permissions !== 'string' && this.permissions.includes(permission);
  }
}

/** Strictly a list of texts: in a text `includes` would find `users.view` within `users.viewers`. */
function permissionsIn(claims: Claims): readonly string[] | WithoutPermissions {
  if (own(claims, 'permissions_omitted') !== undefined) return 'omitted';
  const permissions = own(claims, 'permissions');
  if (permissions === undefined) return 'missing';
  return Array.isArray(permissions) && permissions.every((one) => typeof one === 'string') ? permissions : 'unreadable';
}

function own(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}
