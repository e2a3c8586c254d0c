import { Clock, equalInConstantTime, randomToken } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { Challenges } from './challenges.service.js';
import type { Bound } from './challenges.service.js';
import { challengeOf, readAssertion } from './credential.js';
import { CounterWentBack, InvalidPasskey } from './errors.js';
import { describedCredentials } from './described-credentials.js';
import { judged } from './judged.js';
import { PASSKEYS_OPTIONS } from './options.js';
import type { PasskeyRules } from './options.js';
import { PasskeysRepository } from './passkeys.repository.js';
import type { CredentialName, StoredPasskey } from './passkeys.repository.js';
import type { Assertion, Ceremony } from './passkeys.types.js';

/** The purpose of a challenge that nobody is known for yet. */
export const SIGN_IN = 'sign_in';

const signIn = (state: string): Bound => ({ purpose: SIGN_IN, userId: null, boundTo: state });

/** Somebody proves that they hold a passkey. */
@Injectable()
export class Assertions {
  constructor(
    @Inject(PASSKEYS_OPTIONS) private readonly rules: PasskeyRules,
    private readonly challenges: Challenges,
    private readonly passkeys: PasskeysRepository,
    private readonly clock: Clock,
  ) {}

  /** Nothing in them depends on any account: the authenticator offers what it has. */
  async signInOptions(): Promise<{ readonly options: PublicKeyCredentialRequestOptionsJSON; readonly state: string }> {
    const state = randomToken(32);
    return { options: await this.ask(signIn(state)), state };
  }

  async requestOptions(ceremony: Ceremony, except: readonly string[]): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const all = await this.passkeys.credentialsOf(ceremony.userId);
    const left = all.filter(({ id }) => !except.includes(id));
    if (left.length === 0) throw new InvalidPasskey();
    return this.ask(ceremony, left);
  }

  verifySignIn(state: string, credential: unknown): Promise<Assertion> {
    return this.verifyBound(signIn(state), credential, []);
  }

  verify(ceremony: Ceremony, credential: unknown, except: readonly string[]): Promise<Assertion> {
    return this.verifyBound(ceremony, credential, except);
  }

  private async ask(bound: Bound, allowed?: readonly CredentialName[]): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return generateAuthenticationOptions({
      rpID: this.rules.rpId,
      challenge: await this.challenges.make(bound),
      timeout: this.rules.challengeTtlMs,
      userVerification: 'preferred',
      ...(allowed && { allowCredentials: describedCredentials(allowed) }),
    });
  }

  private async verifyBound(bound: Bound, credential: unknown, except: readonly string[]): Promise<Assertion> {
    const response = readAssertion(credential);
    const challenge = challengeOf(response);
    await this.challenges.spend(challenge, bound);
    const stored = await this.demandStored(response, bound, except);
    const { counter, isUserVerified } = await this.judge(response, challenge, bound.purpose, stored);
    const passkey = await this.passkeys.use(stored.id, counter, this.clock.now());
    if (!passkey) return this.refuseUnused(stored);
    return { passkey, userId: passkey.userId, isUserVerified };
  }

  private async demandStored(
    { id, response }: AuthenticationResponseJSON,
    { userId }: Bound,
    except: readonly string[],
  ): Promise<StoredPasskey> {
    const stored = await this.passkeys.findByCredential(Buffer.from(id, 'base64url'));
    if (!stored) throw new InvalidPasskey({ reason: 'unknown_passkey' });
    if (userId !== null && stored.userId !== userId.toLowerCase()) throw new InvalidPasskey();
    if (except.includes(stored.id)) throw new InvalidPasskey();
    if (!isHandle(response.userHandle, stored.handle, userId === null)) throw new InvalidPasskey();
    return stored;
  }

  /** The counter is not the library's to judge: it would compare it with one that others move on meanwhile. */
  private async judge(response: AuthenticationResponseJSON, challenge: string, purpose: string, stored: StoredPasskey) {
    const { authenticationInfo } = await judged(() =>
      verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: [...(this.rules.originsOf[purpose] ?? this.rules.origins)],
        expectedRPID: this.rules.rpId,
        credential: { id: response.id, publicKey: Uint8Array.from(stored.publicKey), counter: 0 },
        requireUserVerification: false,
      }),
    );
    // Backup eligibility is for ever: one that changes is another key's (WebAuthn level 3, §7.2, step 19).
    if ((authenticationInfo.credentialDeviceType === 'multiDevice') !== stored.isSynced) throw new InvalidPasskey();
    return { counter: authenticationInfo.newCounter, isUserVerified: authenticationInfo.userVerified };
  }

  private async refuseUnused({ userId, id }: StoredPasskey): Promise<never> {
    const passkey = await this.passkeys.find(userId, id);
    throw passkey ? new CounterWentBack(passkey) : new InvalidPasskey({ reason: 'unknown_passkey' });
  }
}

/** Who holds another's credential names another user (WebAuthn level 3, §7.2, step 6). It may be missing where the user is known. */
function isHandle(given: string | undefined, handle: Buffer, isWanted: boolean): boolean {
  if (given === undefined) return !isWanted;
  return equalInConstantTime(Buffer.from(given, 'base64url'), handle);
}
