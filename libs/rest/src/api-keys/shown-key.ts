import type { AuthenticatedKey } from '@castellan/api-keys';

/** Beside the requests, as what `AuthGuard` finds is. */
const known = new WeakMap<object, AuthenticatedKey>();

/** The key that a request was let in by, or refused with; null where it came with none that is right. */
export function keyOf(request: object): AuthenticatedKey | null {
  return known.get(request) ?? null;
}

/** For whoever comes after the guard. */
export function keepKey(request: object, key: AuthenticatedKey): void {
  known.set(request, key);
}
