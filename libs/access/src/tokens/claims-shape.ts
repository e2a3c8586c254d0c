import type { AccessClaims } from './claims.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A signature says who made the token, not that it is one of ours in form: another service may share the key one day. */
export function isAccessClaims(claims: unknown): claims is AccessClaims {
  if (typeof claims !== 'object' || claims === null) return false;
  const { token_type, sub, sid, ver, step, aal, amr, auth_time, iat, exp } = claims as Record<keyof AccessClaims, unknown>;
  return (
    token_type === 'access' &&
    isUuid(sub) &&
    isUuid(sid) &&
    [ver, step, auth_time, iat, exp].every(Number.isSafeInteger) &&
    isAssurance(aal, amr)
  );
}

function isUuid(value: unknown): boolean {
  return typeof value === 'string' && UUID.test(value);
}

function isAssurance(aal: unknown, amr: unknown): boolean {
  return (aal === 1 || aal === 2) && Array.isArray(amr) && amr.every((method) => typeof method === 'string');
}
