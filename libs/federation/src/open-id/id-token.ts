import { createHash } from 'node:crypto';
import type { IDToken, TokenEndpointResponse } from 'openid-client';
import { Failed } from '../providers/failures.js';

/** What openid-client leaves to us: `azp` also where there is one audience, and `at_hash`. @throws Failed */
export function demandOurs(
  { azp, at_hash: hash }: IDToken,
  { id_token = '', access_token }: TokenEndpointResponse,
  clientId: string,
): void {
  if (azp !== undefined && azp !== clientId) throw new Failed('the ID token is for another client (azp)');
  if (hash !== undefined && hash !== hashOf(access_token, id_token)) throw new Failed('the ID token is of another access token (at_hash)');
}

/** The left half of the hash of the ID token's algorithm (OpenID Connect Core 1.0, §3.1.3.6). */
function hashOf(accessToken: string, idToken: string): string {
  const { alg } = JSON.parse(Buffer.from(idToken.split('.')[0] ?? '', 'base64url').toString()) as { readonly alg: string }; // verified
  const digest = createHash(digestOf(alg)).update(accessToken).digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

const digestOf = (alg: string): string => (alg.endsWith('384') ? 'sha384' : /512$|^Ed/.test(alg) ? 'sha512' : 'sha256');
