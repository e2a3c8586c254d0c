import { createHash, createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';
import type { Signing } from './misbehaviour.js';

interface KeyPair {
  readonly kid: string;
  readonly alg: 'ES256' | 'RS256';
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

type Claims = Readonly<Record<string, unknown>>;

/** The keys that a provider signs ID tokens with: one of each kind, and one that nobody is told of. */
export class SigningKeys {
  private pairs = aPairOfEach();
  private readonly other = aPair('ES256');

  /** New keys in the place of the old ones, which are gone. */
  rotate(): void {
    this.pairs = aPairOfEach();
  }

  async jwks(): Promise<{ readonly keys: readonly JWK[] }> {
    const keys = this.pairs.map(async ({ kid, alg, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }));
    return { keys: await Promise.all(keys) };
  }

  async sign(claims: Claims, signing: Signing, header: Claims, clientSecret: string): Promise<string> {
    if (signing === 'none') return `${encoded({ alg: 'none', ...header })}.${encoded(claims)}.`;
    if (signing === 'HS256') return hmacToken(claims, header, clientSecret);
    if (signing === 'public') return hmacToken(claims, { kid: this.pairOf('RS256').kid, ...header }, this.publicPem());
    const { kid, alg, privateKey } = signing === 'other' ? { ...this.other, kid: this.pairOf('ES256').kid } : this.pairOf(signing);
    return new SignJWT({ ...claims }).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
  }

  /** What the attacker of an `alg` confusion takes for the secret. */
  private publicPem(): string {
    return this.pairOf('RS256').publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  private pairOf(alg: 'ES256' | 'RS256'): KeyPair {
    const found = this.pairs.find((pair) => pair.alg === alg);
    if (!found) throw new Error(`There is no key for ${alg}.`);
    return found;
  }
}

/** `at_hash` of an access token, where the ID token is signed by an algorithm of 256 bits (OpenID Connect Core 1.0, §3.1.3.6). */
export function atHashOf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url');
}

const encoded = (members: Claims): string => Buffer.from(JSON.stringify(members)).toString('base64url');

function hmacToken(claims: Claims, header: Claims, secret: string): string {
  const signed = `${encoded({ alg: 'HS256', ...header })}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const aPairOfEach = (): readonly KeyPair[] => [aPair('ES256'), aPair('RS256')];

function aPair(alg: KeyPair['alg']): KeyPair {
  const pair = alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid: randomUUID(), alg, ...pair };
}
