import { SetMetadata } from '@nestjs/common';
import type { AssuranceLevel } from '../tokens/claims.js';

/** What a route asks of its caller. No decision means: signed in. */
export interface Requirements {
  readonly public?: true;
  readonly aal?: AssuranceLevel;
  readonly recent?: true;
  readonly staff?: true;
  readonly permission?: string;
  /** Reachable while the user must still enrol a second factor. */
  readonly whileEnrolling?: true;
}

/** The metadata key under which `Requirements` stand on a route or its controller. */
export const REQUIREMENTS = Symbol('REQUIREMENTS');

/** Adds to what the route already asks; decorators may stand together. */
function requires(requirements: Requirements): MethodDecorator & ClassDecorator {
  return (target: object, key?: string | symbol, descriptor?: PropertyDescriptor) => {
    const holder = (descriptor?.value ?? target) as object; // SetMetadata keeps it on the method, else on the class
    const before = (Reflect.getMetadata(REQUIREMENTS, holder) ?? {}) as Requirements;
    SetMetadata(REQUIREMENTS, { ...before, ...requirements })(target, key as string, descriptor as PropertyDescriptor);
  };
}

/** Anyone may call; a token, good or bad, is not even looked at (docs/reference/contract.md#conventions). */
export const Public = () => requires({ public: true });

/** A signed-in caller, at this assurance level at least. `whileEnrolling` lets those in who must still set up a second factor. */
export const RequiresAuth = (options: { readonly aal?: AssuranceLevel; readonly whileEnrolling?: true } = {}) => requires(options);

/** A caller who signed in or reauthenticated a short while ago (docs/reference/contract.md#recent-proof). */
export const RequiresRecentAuth = () => requires({ recent: true });

/** An active member of staff. For every route that operators use, together with the permission it needs. */
export const RequiresStaff = () => requires({ staff: true });

/**
 * A caller who holds the permission, e.g. `users.change`, by themselves, by a group, or as a superuser. As in Django it does not ask for
 * staff, so that an application can give permissions of its own to anyone. A route for operators puts both, `@RequiresStaff()` and this:
 * taking `is_staff` away then takes away all they may do. A test holds the service's own permissions to it.
 */
export const RequiresPermission = (permission: string) => requires({ permission });
