import { generateKeyPairSync, sign } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { cbor } from './cbor.js';
import type { Cbor } from './cbor.js';

export type Algorithm = 'ES256' | 'EdDSA' | 'RS256';

/** Their numbers in COSE (RFC 9053 §2, RFC 8812 §2). */
export const COSE_ALGORITHMS: Readonly<Record<Algorithm, number>> = { ES256: -7, EdDSA: -8, RS256: -257 };

/** The key of a credential. */
export class KeyPair {
  private constructor(
    private readonly algorithm: Algorithm,
    private readonly privateKey: KeyObject,
    /** In COSE form (RFC 9053 §7, RFC 8230 §4). */
    readonly publicKey: Buffer,
  ) {}

  static make(algorithm: Algorithm): KeyPair {
    const { publicKey, privateKey } = generate(algorithm);
    return new KeyPair(algorithm, privateKey, cbor(coseKey(algorithm, publicKey.export({ format: 'jwk' }))));
  }

  /** As authenticators do: ES256 in DER (WebAuthn level 3, §6.5.5). */
  sign(data: Buffer): Buffer {
    return sign(this.algorithm === 'EdDSA' ? null : 'sha256', data, this.privateKey);
  }
}

function generate(algorithm: Algorithm): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519');
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

function coseKey(algorithm: Algorithm, { x, y, n, e }: JsonWebKey): ReadonlyMap<number, Cbor> {
  const alg = COSE_ALGORITHMS[algorithm];
  const [KTY, ALG, FIRST, SECOND, THIRD] = [1, 3, -1, -2, -3];
  if (algorithm === 'ES256') return new Map<number, Cbor>([[KTY, 2], [ALG, alg], [FIRST, 1], [SECOND, bytes(x)], [THIRD, bytes(y)]]); // prettier-ignore
  if (algorithm === 'EdDSA') return new Map<number, Cbor>([[KTY, 1], [ALG, alg], [FIRST, 6], [SECOND, bytes(x)]]); // prettier-ignore
  return new Map<number, Cbor>([[KTY, 3], [ALG, alg], [FIRST, bytes(n)], [SECOND, bytes(e)]]); // prettier-ignore
}

const bytes = (text = ''): Buffer => Buffer.from(text, 'base64url');
