import { hmacSha256, sha256 } from '@castellan/common';
import type { PurposeKey, SecretKeys } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { OTP_OPTIONS } from './otp.options.js';
import type { OtpRules } from './otp.options.js';
import type { OtpSubject } from './otp-subject.js';

/** What is kept of a code, by one of the secret keys. */
export interface CodeHashes {
  readonly identifierHash: Buffer;
  readonly codeHash: Buffer;
}

/**
 * A million codes, or all phone numbers, are hashed in a second: without a key the hashes would be as good as the codes themselves
 * (NIST SP 800-63B §5.1.3.1 allows so few digits only because guesses are counted, which a copy of the table does not do).
 */
@Injectable()
export class CodeHasher {
  private readonly keys: SecretKeys;

  constructor(@Inject(OTP_OPTIONS) { secretKeys }: OtpRules) {
    this.keys = secretKeys;
  }

  /** By the current key. */
  identifier({ identifier }: OtpSubject): Buffer {
    return identifierHash(this.keys.current('otp/identifier'), identifier);
  }

  /** By the fallback keys: where a code lies that was made before the secret was changed. */
  formerIdentifiers({ identifier }: OtpSubject): readonly Buffer[] {
    return this.keys
      .all('otp/identifier')
      .slice(1)
      .map((key) => identifierHash(key, identifier));
  }

  /** By every key. */
  everyIdentifier(identifier: string): readonly Buffer[] {
    return this.keys.all('otp/identifier').map((key) => identifierHash(key, identifier));
  }

  /** By every key, the current one first. */
  all({ identifier, purpose }: OtpSubject, code: string): readonly CodeHashes[] {
    const codeKeys = this.keys.all('otp/code');
    return this.keys.all('otp/identifier').map((key, i) => {
      const hash = identifierHash(key, identifier);
      return { identifierHash: hash, codeHash: codeHash(codeKeys[i]!, hash, purpose, code) };
    });
  }
}

function identifierHash({ key }: PurposeKey, identifier: string): Buffer {
  return hmacSha256(key, identifier);
}

/** Bound to identifier and purpose: a hash copied to another row proves nothing there. */
function codeHash({ key }: PurposeKey, identifier: Buffer, purpose: string, code: string): Buffer {
  return hmacSha256(key, identifier, sha256(purpose), code);
}
