import { randomUUID } from 'node:crypto';
import { Clock } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { createSigner } from 'fast-jwt';
import { ACCESS_OPTIONS } from '../options.js';
import type { AccessRules } from '../options.js';
import type { AccessClaims, AssuranceLevel } from './claims.js';
import type { ExtraClaims } from './token-claims.js';
import { SigningKeySource } from './signing-key-source.js';

/** What the session says of itself when a token is made for it. */
export interface TokenSubject {
  readonly userId: string;
  readonly sessionId: string;
  readonly version: number;
  readonly step: number;
  readonly aal: AssuranceLevel;
  readonly amr: readonly string[];
  readonly authTime: Date;
}

/** A signed access token, to be handed out as it is, and when it stops to be valid. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Life of an access token, where the host does not tell: what a stolen one is worth at services that cannot see revocations. */
export const ACCESS_TOKEN_TTL_MS = 15 * 60_000;

const NO_CLAIMS: ExtraClaims = {};

type Sign = (claims: AccessClaims) => string;

/** Signs access tokens. Only the one sign-in door and the refresh call it: it asks no questions. */
@Injectable()
export class TokenIssuer {
  private signer: { readonly kid: string; readonly sign: Sign } | null = null;

  constructor(
    private readonly keys: SigningKeySource,
    private readonly clock: Clock,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessRules,
  ) {}

  /** Signs an access token for a session; the key is the one that signs now. `extra` says nothing that ours say. */
  issue(subject: TokenSubject, extra: ExtraClaims = NO_CLAIMS): IssuedToken {
    const iat = this.clock.seconds();
    const exp = iat + Math.floor(this.options.accessTtlMs / 1000);
    const token = this.currentSigner()({
      ...extra, // first, so that none of them says what ours say
      iss: this.options.issuer,
      aud: this.options.audience,
      sub: subject.userId,
      sid: subject.sessionId,
      ver: subject.version,
      step: subject.step,
      aal: subject.aal,
      amr: subject.amr,
      auth_time: Math.floor(subject.authTime.getTime() / 1000),
      jti: randomUUID(),
      iat,
      exp,
      token_type: 'access',
    });
    return { token, expiresAt: new Date(exp * 1000) };
  }

  /** The key is parsed once, not at each token. */
  private currentSigner(): Sign {
    const key = this.keys.signingKey();
    if (this.signer?.kid !== key.kid) {
      const header = { alg: 'EdDSA', typ: 'at+jwt', kid: key.kid } as const;
      const sign = createSigner({ key: key.privateKey, algorithm: 'EdDSA', header });
      this.signer = { kid: key.kid, sign };
    }
    return this.signer.sign;
  }
}
