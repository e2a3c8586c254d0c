import { RESERVED_CLAIMS, TokenClaims } from '@castellan/access';
import type { ClaimsSubject, ExtraClaims } from '@castellan/access';
import { inTime } from '@castellan/common';
import { plainError } from '@castellan/data';
import { Inject, Injectable, Logger } from '@nestjs/common';

const CLAIMS_MS = 500;
/** With ours, and in the base64 of a token, it still fits a cookie, which browsers keep up to 4 096 bytes of (RFC 6265 §6.1). */
const MAX_CLAIMS_LENGTH = 1_500;
const NONE: ExtraClaims = {};

/** The claims that the host adds to access tokens, read with care. */
@Injectable()
export class TokenClaimsOfHost {
  private readonly logger = new Logger(TokenClaimsOfHost.name);

  constructor(@Inject(TokenClaims) private readonly port: TokenClaims | null) {}

  /** Null where the host adds none: then there is nothing to wait for. Never rejects. */
  of(subject: ClaimsSubject): Promise<ExtraClaims> | null {
    return this.port === null ? null : this.ask(this.port, subject);
  }

  private async ask(port: TokenClaims, { userId, sessionId, aal, amr, authTime }: ClaimsSubject): Promise<ExtraClaims> {
    try {
      return whatMayBeSaid(await inTime(CLAIMS_MS, () => port.claimsOf({ userId, sessionId, aal, amr, authTime })));
    } catch (error) {
      const why = plainError(error instanceof Error ? error.message : 'what was thrown is no error');
      this.logger.error(`A token goes out without the claims of the host: ${why}`);
      return NONE;
    }
  }
}

function whatMayBeSaid(given: unknown): ExtraClaims {
  const said = asJson(given);
  if (typeof said !== 'object' || said === null || Array.isArray(said)) throw new Error('this is no object');
  const claims = Object.fromEntries(Object.entries(said).filter(([name]) => !RESERVED_CLAIMS.has(name)));
  if (JSON.stringify(claims).length > MAX_CLAIMS_LENGTH) throw new Error('they are too long');
  return claims;
}

/** What it says in the end: names are looked at after any `toJSON` of the host's, which has the last word otherwise. */
function asJson(given: unknown): unknown {
  const text = JSON.stringify(given) as string | undefined; // nothing for what JSON cannot say
  return text === undefined ? undefined : JSON.parse(text);
}
