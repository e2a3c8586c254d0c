import { randomToken, sha256 } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Pending } from '@castellan/limits';
import { Inject, Injectable } from '@nestjs/common';
import { InvalidPasskey } from './errors.js';
import { PASSKEYS_OPTIONS } from './options.js';
import type { PasskeyRules } from './options.js';
import type { Ceremony } from './passkeys.types.js';

/** How long a challenge waits, where the host does not tell: long enough for a phone that has to be looked for (WebAuthn level 3, §15.1). */
export const PASSKEY_CHALLENGE_TTL_MS = 300_000;

/** At a sign-in nobody is known yet. Anybody may ask for as many of those as they like: they have a room of their own in the store. */
export type Bound = Ceremony | (Omit<Ceremony, 'userId'> & { readonly userId: null });

/**
 * What an authenticator signs, so that no answer is good twice, or anywhere but where it was asked for (WebAuthn level 3, §13.4.3). Kept
 * under its hash; several may be open at once, one in each window.
 */
@Injectable()
export class Challenges {
  private readonly waiting: Pending<Bound>;

  constructor(store: EphemeralStore, @Inject(PASSKEYS_OPTIONS) { challengeTtlMs }: PasskeyRules) {
    this.waiting = new Pending(store, { ttlMs: challengeTtlMs });
  }

  async make(bound: Bound): Promise<Uint8Array<ArrayBuffer>> {
    const challenge = randomToken(32);
    await this.waiting.put(nameOf(challenge, bound), bound);
    return Uint8Array.from(Buffer.from(challenge, 'base64url'));
  }

  /** Of all who answer it, one gets past; an answer at the wrong place spends it, too. @throws InvalidPasskey */
  async spend(challenge: string, bound: Bound): Promise<void> {
    const made = await this.waiting.take(nameOf(challenge, bound));
    if (!made || !isSame(made, bound)) throw new InvalidPasskey();
  }
}

function nameOf(challenge: string, { userId }: Bound): string {
  return `${userId === null ? 'passkey-sign-in:' : 'passkey-challenge:'}${sha256(challenge).toString('base64url')}`;
}

/** However the id of a user is written, it is one user. */
function isSame(one: Bound, other: Bound): boolean {
  return one.purpose === other.purpose && one.boundTo === other.boundTo && one.userId?.toLowerCase() === other.userId?.toLowerCase();
}
