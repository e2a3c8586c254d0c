import { PLAIN_LINE, ValidationFailed } from '@castellan/common';
import { canonicalRange } from './address-ranges.js';
import type { NewApiKey } from './api-key.types.js';

const MAX_NAME = 64;
const MAX_CIDRS = 20;
/** Ten years: longer is never, and is said by no expiry. */
const MAX_LIFE_MS = 10 * 366 * 86_400_000;

/** A new key in one spelling. */
export interface CheckedKey {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly cidrs: readonly string[];
  readonly expiresInMs: number | null;
}

/** @throws ValidationFailed with everything that is wrong with it; whether there are such permissions is asked elsewhere */
export function checkedKey({ name, permissions, expiresInMs, cidrs = [] }: NewApiKey): CheckedKey {
  const ranges = cidrs.map((cidr) => [cidr, canonicalRange(cidr)] as const);
  const errors = {
    ...said('name', nameProblems(name.trim())),
    ...said('permissions', permissions.length === 0 ? ['Name at least one permission.'] : []),
    ...said('expires_in', lifeProblems(expiresInMs)),
    ...said('cidrs', rangeProblems(ranges)),
  };
  if (Object.keys(errors).length > 0) throw new ValidationFailed({ errors });
  return {
    name: name.trim(),
    permissions: [...new Set(permissions)].sort(),
    cidrs: [...new Set(ranges.flatMap(([, range]) => range ?? []))].sort(),
    expiresInMs: expiresInMs ?? null,
  };
}

const said = (field: string, problems: readonly string[]) => (problems.length > 0 ? { [field]: problems } : {});

function nameProblems(name: string): readonly string[] {
  if (name === '' || name.length > MAX_NAME) return [`Give it a name of 1 to ${MAX_NAME} characters.`];
  return PLAIN_LINE.test(name) ? [] : ['Control characters are not allowed.'];
}

function lifeProblems(ms: number | undefined): readonly string[] {
  const isFine = ms === undefined || (Number.isInteger(ms) && ms > 0 && ms <= MAX_LIFE_MS);
  return isFine ? [] : ['Let it expire within ten years, or never.'];
}

function rangeProblems(ranges: readonly (readonly [string, string | null])[]): readonly string[] {
  if (ranges.length > MAX_CIDRS) return [`Name at most ${MAX_CIDRS}.`];
  return ranges.flatMap(([text, range]) => (range === null ? [`This is no address, and no block of addresses: ${text.slice(0, 50)}`] : []));
}
