import type { AssuranceLevel } from '../tokens/claims.js';

/** What a route asks of its caller. No decision means: signed in. */
export interface Requirements {
  readonly public?: true;
  readonly aal?: AssuranceLevel;
  readonly recent?: true;
  readonly staff?: true;
  /** All of them. */
  readonly permissions?: readonly string[];
  /** Reachable while the user must still enrol a second factor. */
  readonly whileEnrolling?: true;
}

type Target = abstract new (...args: never[]) => unknown;

const REQUIREMENTS = Symbol('REQUIREMENTS');
/** By which decorator the latest came, for the message about one that cannot stand beside it. */
const BY = Symbol('REQUIRED_BY');

/**
 * What a method, its class and the classes above ask together. All demands add up, the highest `aal` wins. Whether it is open, by
 * `@Public()` or `whileEnrolling`, the nearest of them says that has a decorator of ours. Undefined where none has.
 */
export function requirementsOf(controller: Target, handler: object): Requirements | undefined {
  const places = [...lineOf(handler), ...lineOf(controller)].flatMap((place) => own(place) ?? []);
  const [nearest] = places;
  if (!nearest || nearest.public) return nearest;
  const { whileEnrolling } = nearest;
  return { ...places.filter((place) => !place.public).reduce(sum), whileEnrolling };
}

/** A class and those that it extends; a method alone, or what was wrapped around it and then it. */
function lineOf(place: object | null): readonly object[] {
  return place && place !== Function.prototype ? [place, ...lineOf(Object.getPrototypeOf(place) as object | null)] : [];
}

function own(place: object): Requirements | undefined {
  return Reflect.getOwnMetadata(REQUIREMENTS, place) as Requirements | undefined;
}

function sum(one: Requirements, other: Requirements): Requirements {
  const aal = (one.aal ?? 0) < (other.aal ?? 0) ? other.aal : one.aal;
  const permissions = one.permissions && other.permissions ? [...one.permissions, ...other.permissions] : undefined;
  return { ...one, ...other, ...(aal && { aal }), ...(permissions && { permissions }) };
}

/**
 * Adds to what stands at the same place, a method or a class.
 * @throws TypeError for `@Public()` beside a demand: one of the two is a mistake, and which one nobody can tell
 */
function requires(name: string, requirements: Requirements): MethodDecorator & ClassDecorator {
  return (target: object, key?: string | symbol, descriptor?: PropertyDescriptor) => {
    const place = (descriptor?.value ?? target) as object;
    const before = own(place);
    if (before && before.public !== requirements.public) {
      throw new TypeError(`@${name}() and @${String(Reflect.getOwnMetadata(BY, place))}() on ${spelt(target, key)} exclude each other.`);
    }
    Reflect.defineMetadata(REQUIREMENTS, before ? sum(before, requirements) : requirements, place);
    Reflect.defineMetadata(BY, name, place);
  };
}

function spelt(target: object, key?: string | symbol): string {
  return key === undefined ? (target as Target).name : `${target.constructor.name}.${String(key)}`;
}

/**
 * Anyone may call, whatever the class around the method asks; a token, good or bad, is not even looked at
 * (docs/reference/contract.md#conventions). Whatever a method of a public class asks goes before it.
 */
export const Public = () => requires('Public', { public: true });

/** A signed-in caller, at this assurance level at least. `whileEnrolling` lets those in who must still set up a second factor. */
export const RequiresAuth = (options: { readonly aal?: AssuranceLevel; readonly whileEnrolling?: true } = {}) =>
  requires('RequiresAuth', options);

/** A caller who signed in or reauthenticated a short while ago (docs/reference/contract.md#recent-proof). */
export const RequiresRecentAuth = () => requires('RequiresRecentAuth', { recent: true });

/** An active member of staff. For every route that operators use, together with the permission it needs. */
export const RequiresStaff = () => requires('RequiresStaff', { staff: true });

/**
 * A caller who holds the permission, e.g. `users.change`, by themselves, by a group, or as a superuser. As in Django it does not ask for
 * staff, so that an application can give permissions of its own to anyone. A route for operators puts both, `@RequiresStaff()` and this:
 * taking `is_staff` away then takes away all they may do. A test holds the service's own permissions to it.
 */
export const RequiresPermission = (permission: string) => requires('RequiresPermission', { permissions: [permission] });
