import { createPublicKey } from 'node:crypto';
import type { VerificationKey } from './verification-keys.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * The usable keys of a JWKS (RFC 7517): Ed25519 for signatures. All others are passed over, so that no algorithm of another kind gets in
 * by a key (RFC 8725 §3.1).
 * @throws Error when there is none
 */
export function keysOf(jwks: unknown): readonly VerificationKey[] {
  const listed: unknown = isMembers(jwks) ? jwks['keys'] : undefined;
  const keys = (Array.isArray(listed) ? listed : []).filter(isMembers).flatMap(keyOf);
  if (keys.length === 0) throw new Error('The JWKS holds no Ed25519 key.');
  return keys;
}

/**
 * What tokens of the issuer claim besides what they always do: `token_claims`, a member of ours (RFC 7517 §5). Null where it is left out, or
 * no list of texts.
 */
export function tokenClaimsOf(jwks: unknown): readonly string[] | null {
  const claims: unknown = isMembers(jwks) ? jwks['token_claims'] : undefined;
  return Array.isArray(claims) && claims.every((claim) => typeof claim === 'string') ? claims : null;
}

function keyOf({ kty, crv, x, kid, use = 'sig', alg = 'EdDSA' }: Members): readonly VerificationKey[] {
  if (kty !== 'OKP' || crv !== 'Ed25519' || use !== 'sig' || alg !== 'EdDSA') return [];
  if (typeof x !== 'string' || typeof kid !== 'string') return [];
  try {
    const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
    return [{ kid, publicKey: key.export({ type: 'spki', format: 'pem' }).toString() }];
  } catch {
    return []; // no point of the curve
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
