import { PermissionDenied, requirementsOf } from '@castellan/access';
import type { Requirements } from '@castellan/access';
import type { AuthenticatedKey } from '@castellan/api-keys';
import { RouteMemory } from '@castellan/common';
import type { ExecutionContext } from '@nestjs/common';

/**
 * What a key opens: routes that name a permission, and of those none that asks for a proof of a person a short while ago. That somebody is
 * staff and proved two factors, which such routes ask of people, its maker's rights stand for.
 */
export class KeyDemands {
  private readonly needed = new RouteMemory<readonly string[] | false>((route) => {
    const requirements = requirementsOf(route.getClass(), route.getHandler()) ?? {};
    return opensToKeys(requirements) && (requirements.permissions ?? []);
  });

  /** @throws PermissionDenied for a route that no key opens */
  demandOpen(context: ExecutionContext): readonly string[] {
    const needed = this.needed.of(context);
    if (needed === false)
      throw new PermissionDenied({ detail: 'No API key opens this: it opens what names a permission, and nothing else.' });
    return needed;
  }

  /** @throws PermissionDenied for a key that lacks a permission */
  demandHeld({ permissions }: AuthenticatedKey, needed: readonly string[]): void {
    if (!needed.every((permission) => permissions.includes(permission))) throw new PermissionDenied();
  }
}

/** Whether a key opens the route, if it holds the permissions. */
export function opensToKeys({ public: isPublic, recent, permissions = [] }: Requirements): boolean {
  return !isPublic && !recent && permissions.length > 0;
}
