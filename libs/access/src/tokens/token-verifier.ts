import { Clock, decodeBase64url } from '@castellan/common';
import type { CacheUse } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { createDecoder, createVerifier } from 'fast-jwt';
import { LRUCache } from 'lru-cache';
import { TokenExpired, TokenInvalid } from '../errors.js';
import { ACCESS_OPTIONS } from '../options.js';
import type { AccessRules } from '../options.js';
import { isAccessClaims } from './claims-shape.js';
import type { AccessClaims } from './claims.js';
import { VerificationKeys } from './verification-keys.js';
import type { VerificationKey } from './verification-keys.js';

/** Room for claims of other services: a hundred permissions are about 4 kB. */
const MAX_TOKEN_LENGTH = 8192;
const REMEMBERED_TOKENS = 50_000;
/** Headers by which a token would choose its own key; none is ever followed (RFC 8725 §3.10). */
const KEY_BEARING_HEADERS = ['jku', 'x5u', 'jwk', 'x5c'] as const;

/** How far clocks may differ: a moment later than that is made up. */
const CLOCK_TOLERANCE_S = 60;

type Verify = (token: string) => unknown;

/** A token that was verified, and the key that made it good: without it the token is nothing. */
interface Remembered {
  readonly claims: AccessClaims;
  readonly key: VerificationKey;
}

/** A key may be replaced under its name. */
interface Verifier {
  readonly publicKey: string;
  readonly verify: Verify;
}

/**
 * Checks access tokens: Ed25519 by a configured key and nothing else (RFC 8725 §3.1). A token is verified once and remembered
 * until it expires or its key is dropped; whether its session still lives is `SessionState`'s to say, at every request.
 */
@Injectable()
export class TokenVerifier {
  private readonly remembered = new LRUCache<string, Remembered>({ max: REMEMBERED_TOKENS });
  private readonly verifiers = new Map<string, Verifier>();
  private readonly decode = createDecoder({ complete: true });
  private hits = 0;
  private misses = 0;

  constructor(
    private readonly keys: VerificationKeys,
    private readonly clock: Clock,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessRules,
  ) {}

  /** The claims of a token that was verified before and still holds; null for any other, which `verify` is for. */
  recall(token: string): AccessClaims | null {
    const remembered = this.remembered.get(token);
    if (!remembered || remembered.claims.exp <= this.clock.seconds()) return null;
    if (this.keys.find(remembered.key.kid)?.publicKey !== remembered.key.publicKey) return null;
    this.hits += 1;
    return remembered.claims;
  }

  /** @throws TokenExpired, TokenInvalid, Unavailable */
  verify(token: string): AccessClaims | Promise<AccessClaims> {
    const remembered = this.remembered.get(token);
    const kid = remembered?.key.kid ?? this.keyId(token);
    const key = this.keys.find(kid);
    if (remembered && remembered.key.publicKey === key?.publicKey) {
      this.hits += 1;
      return this.unexpired(remembered.claims);
    }
    this.misses += 1;
    return key ? this.verifyWith(key, token) : this.verifyAfterReload(kid, token);
  }

  /** As `VerificationKeys.tokenClaims`; null, too, where the keys come from elsewhere than the issuer. @throws Unavailable @internal */
  async claimsOfIssuer(): Promise<readonly string[] | null> {
    return (await this.keys.tokenClaims?.()) ?? null;
  }

  /** Of the memory of verified tokens. @internal */
  get use(): CacheUse {
    return { hits: this.hits, misses: this.misses, entries: this.remembered.size };
  }

  /** The keys may have been rotated a moment ago, or were not asked for in a while; the last ones stay good when nobody answers. */
  private async verifyAfterReload(kid: string, token: string): Promise<AccessClaims> {
    const failure = await this.keys.reload().then(
      () => new TokenInvalid(),
      (error: unknown) => error as Error, // ports reject with Errors
    );
    const key = this.keys.find(kid);
    if (!key) throw failure;
    return this.verifyWith(key, token);
  }

  private verifyWith(key: VerificationKey, token: string): AccessClaims {
    const claims = this.verified(key, token);
    if (!isAccessClaims(claims)) throw new TokenInvalid(); // no other kind of token opens a route (RFC 8725 §3.11)
    this.unexpired(claims);
    this.demandBounds(claims);
    this.remembered.set(token, { claims: frozen(claims), key });
    return claims;
  }

  /** Whoever has the key cannot make a token that outlives the others, or that will be recent one day (OWASP ASVS 9.2.1). */
  private demandBounds({ iat, auth_time: authTime, exp }: AccessClaims): void {
    const latest = this.clock.seconds() + CLOCK_TOLERANCE_S;
    if (iat > latest || authTime > latest || exp - iat > this.options.accessTtlMs / 1000) throw new TokenInvalid();
  }

  private verified(key: VerificationKey, token: string): unknown {
    try {
      return this.verifierFor(key)(token);
    } catch {
      throw new TokenInvalid();
    }
  }

  private unexpired(claims: AccessClaims): AccessClaims {
    if (claims.exp <= this.clock.seconds()) throw new TokenExpired();
    return claims;
  }

  private keyId(token: string): string {
    if (token.length > MAX_TOKEN_LENGTH || !isSpeltOneWay(token)) throw new TokenInvalid();
    let header: Record<string, unknown>;
    try {
      header = (this.decode(token) as { header: Record<string, unknown> }).header;
    } catch {
      throw new TokenInvalid();
    }
    if (typeof header['kid'] !== 'string' || KEY_BEARING_HEADERS.some((name) => name in header)) throw new TokenInvalid();
    return header['kid'];
  }

  private verifierFor(key: VerificationKey): Verify {
    const known = this.verifiers.get(key.kid);
    if (known?.publicKey === key.publicKey) return known.verify;
    const verify: Verify = createVerifier({
      key: key.publicKey,
      algorithms: ['EdDSA'],
      allowedIss: this.options.issuer,
      allowedAud: this.options.audience,
      checkTyp: 'at+jwt',
      requiredClaims: ['iss', 'aud', 'sub', 'sid', 'ver', 'step', 'exp', 'iat', 'auth_time', 'aal', 'token_type'],
      ignoreExpiration: true, // the Clock decides, also for remembered tokens
      cache: false,
    });
    this.verifiers.set(key.kid, { publicKey: key.publicKey, verify });
    return verify;
  }
}

/** RFC 7515 §5.2: the parts are base64url. The signature does not cover its own spelling. */
function isSpeltOneWay(token: string): boolean {
  return token.split('.').every((part) => decodeBase64url(part) !== null);
}

/** All requests with a token share what it says: one that changed it would change it for the others. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
