import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';

/** A public signing key as JWKS publishes it (RFC 7517, RFC 8037). */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

export interface KeyPair {
  readonly kid: string;
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKey: string;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
}

/** Whose name begins with a dash, one in 64, would be an option on the command line (`castellan keys revoke -Vx…`): another is made. */
export function generateSigningKeyPair(): KeyPair {
  for (;;) {
    const pair = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const kid = thumbprint(coordinate(pair.publicKey));
    if (!kid.startsWith('-')) return { ...pair, kid };
  }
}

export function publicJwk(kid: string, publicKey: string): PublicJwk {
  return { kty: 'OKP', crv: 'Ed25519', x: coordinate(publicKey), kid, alg: 'EdDSA', use: 'sig' };
}

function coordinate(publicKey: string): string {
  const { x } = createPublicKey(publicKey).export({ format: 'jwk' });
  if (!x) throw new Error('Not an Ed25519 key.');
  return x;
}

/** RFC 7638: the members in order, no blanks. */
function thumbprint(x: string): string {
  return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
}
