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

export function generateSigningKeyPair(): KeyPair {
  const pair = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { ...pair, kid: thumbprint(coordinate(pair.publicKey)) };
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
