import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Clock } from '@castellan/common';
import type { INestApplicationContext } from '@nestjs/common';
import { RECENT_AUTH_MS } from '../guards/demands.js';
import { ACCESS_OPTIONS } from '../options.js';
import type { AccessRules } from '../options.js';
import { RevocationFollower } from '../revocations/revocation-follower.js';
import type { AssuranceLevel } from '../tokens/claims.js';
import { TokenIssuer } from '../tokens/token-issuer.js';
import { TokenVerifier } from '../tokens/token-verifier.js';
import { AnHourAgo } from './an-hour-ago.js';
import { refuseProduction } from './refuse-production.js';

/** Who calls, and how they have signed in. */
export interface TestCallerOptions {
  /** `sub`; somebody new unless told. */
  readonly userId?: string;
  /** `sid`; a new one unless told. */
  readonly sessionId?: string;
  /** 2: with a second factor; 1 unless told. */
  readonly aal?: AssuranceLevel;
  /** False: the sign-in is too long ago for `@RequiresRecentAuth()`. */
  readonly recent?: boolean;
  /** True: the token is over. */
  readonly expired?: boolean;
  /** What the token claims to be allowed (`TOKEN_CLAIMS=permissions`); left out, it claims none. */
  readonly permissions?: readonly string[];
}

/** Somebody with a token. */
export interface TestCaller {
  readonly userId: string;
  readonly sessionId: string;
  readonly token: string;
  /** For each request of theirs. */
  readonly headers: { readonly authorization: string };
}

/** What is used of what `Test.createTestingModule({ … })` gives. */
export interface AccessTestingBuilder {
  overrideProvider(token: unknown): {
    useFactory(options: {
      readonly factory: (rules: AccessRules, clock: Clock) => TokenVerifier | null;
      readonly inject: unknown[];
    }): unknown;
  };
}

/** In the place of a Castellan, for the tests of a service that has the guard alone: a key pair of its own, and nothing on the network. */
export class AccessTesting {
  private readonly key = { kid: randomUUID(), ...ed25519() };

  /** @throws Error with NODE_ENV=production */
  constructor() {
    refuseProduction();
  }

  /** Has the service's `AccessModule` believe this key alone, and follow no revocations; its options stay. @returns the same builder */
  replace<B extends AccessTestingBuilder>(builder: B): B {
    const keys = { find: (kid: string) => (kid === this.key.kid ? this.key : undefined), reload: () => Promise.resolve() };
    const factory = (rules: AccessRules, clock: Clock): TokenVerifier => new TokenVerifier(keys, clock, rules);
    builder.overrideProvider(TokenVerifier).useFactory({ factory, inject: [ACCESS_OPTIONS, Clock] });
    builder.overrideProvider(RevocationFollower).useFactory({ factory: () => null, inject: [] });
    return builder;
  }

  /** Somebody signed in, as the service under test takes tokens: of its issuer, for its audience. */
  actingAs(app: Pick<INestApplicationContext, 'get'>, options: TestCallerOptions = {}): TestCaller {
    const { userId = randomUUID(), sessionId = randomUUID(), aal = 1, recent = true, expired = false, permissions } = options;
    const { issuer, audience } = app.get<AccessRules>(ACCESS_OPTIONS, { strict: false });
    const own = app.get(Clock, { strict: false });
    const clock = expired ? new AnHourAgo(own) : own;
    const rules = { issuer, audience, accessCookie: null, accessTtlMs: 15 * 60_000, recentMs: RECENT_AUTH_MS };
    const authTime = recent ? clock.now() : clock.in(-2 * RECENT_AUTH_MS);
    const amr = aal === 2 ? ['pwd', 'otp', 'mfa'] : ['pwd'];
    const subject = { userId, sessionId, version: 0, step: 0, aal, amr, authTime };
    const { token } = new TokenIssuer({ signingKey: () => this.key }, clock, rules).issue(subject, permissions && { permissions });
    return { userId, sessionId, token, headers: { authorization: `Bearer ${token}` } };
  }
}

const ed25519 = (): { readonly publicKey: string; readonly privateKey: string } =>
  generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
