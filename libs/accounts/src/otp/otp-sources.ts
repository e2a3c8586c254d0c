import { sha256 } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { keptSourceUrl } from '../sources/source-url.js';
import type { OtpIdentifier } from './otp-identifier.js';

/** As long as any code lives. */
const TTL_MS = 60 * 60_000;

/** Where somebody came from who has asked for a code: S4's clients say it then, and the account is made when the code comes back. */
@Injectable()
export class OtpSources {
  constructor(private readonly store: EphemeralStore) {}

  async remember(identifier: OtpIdentifier, sourceUrl: string | null): Promise<void> {
    const kept = keptSourceUrl(sourceUrl);
    if (kept !== null) await this.store.set(keyOf(identifier), kept, TTL_MS);
  }

  take(identifier: OtpIdentifier): Promise<string | null> {
    return this.store.take(keyOf(identifier));
  }
}

const keyOf = ({ value }: OtpIdentifier): string => `otp-source:${sha256(value).toString('base64url')}`;
