import { Clock, randomToken } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { decodeAttestationObject, isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers';
import { Challenges } from './challenges.service.js';
import { challengeOf, readRegistration } from './credential.js';
import { InvalidPasskey, TooManyPasskeys } from './errors.js';
import { judged } from './judged.js';
import { PASSKEYS_OPTIONS } from './options.js';
import type { PasskeyRules } from './options.js';
import { describedCredentials } from './described-credentials.js';
import { defaultName, demandName } from './passkey-name.js';
import { PasskeyUsersRepository } from './passkey-users.repository.js';
import { PasskeysRepository } from './passkeys.repository.js';
import type { Ceremony, NewPasskey, Passkey, Person } from './passkeys.types.js';

/** How many passkeys a user may have, where the host does not tell. */
export const MAX_PASSKEYS = 20;

/** ES256, EdDSA and RS256, which all authenticators know at least one of (WebAuthn level 3, §5.4). */
const ALGORITHMS = [-7, -8, -257];

/** New passkeys. */
@Injectable()
export class Registrations {
  constructor(
    @Inject(PASSKEYS_OPTIONS) private readonly rules: PasskeyRules,
    private readonly challenges: Challenges,
    private readonly passkeys: PasskeysRepository,
    private readonly users: PasskeyUsersRepository,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async options(ceremony: Ceremony, person: Person): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const existing = await this.passkeys.credentialsOf(ceremony.userId);
    if (existing.length >= this.rules.maxPerUser) throw new TooManyPasskeys();
    const handle = await this.users.keep(ceremony.userId, Buffer.from(randomToken(32), 'base64url'), this.clock.now());
    return generateRegistrationOptions({
      rpID: this.rules.rpId,
      rpName: this.rules.rpName,
      userID: Uint8Array.from(handle),
      userName: person.name,
      userDisplayName: person.displayName,
      challenge: await this.challenges.make(ceremony),
      timeout: this.rules.challengeTtlMs,
      attestationType: 'none',
      excludeCredentials: describedCredentials(existing),
      authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
  }

  async verify(ceremony: Ceremony, credential: unknown): Promise<NewPasskey> {
    const response = readRegistration(credential);
    const challenge = challengeOf(response);
    await this.challenges.spend(challenge, ceremony);
    const { registrationInfo } = await judged(async () =>
      verifyRegistrationResponse({
        response: withoutAttestation(response),
        expectedChallenge: challenge,
        expectedOrigin: [...(this.rules.originsOf[ceremony.purpose] ?? this.rules.origins)],
        expectedRPID: this.rules.rpId,
        requireUserVerification: false,
        supportedAlgorithmIDs: ALGORITHMS,
      }),
    );
    const made = registrationInfo.credential;
    // The library does not compare the name of the credential with the one that was signed (WebAuthn level 3, §7.1, step 21).
    if (made.id !== response.id) throw new InvalidPasskey();
    return {
      credentialId: Buffer.from(made.id, 'base64url'),
      publicKey: Buffer.from(made.publicKey),
      counter: made.counter,
      isSynced: registrationInfo.credentialDeviceType === 'multiDevice',
      transports: response.response.transports ?? [],
      aaguid: registrationInfo.aaguid,
      isUserVerified: registrationInfo.userVerified,
    };
  }

  add(userId: string, made: NewPasskey, name: string | null): Promise<{ readonly passkey: Passkey; readonly isFirst: boolean }> {
    const called = name === null ? defaultName(made.aaguid) : demandName(name);
    return this.transaction.run(async () => {
      if (!(await this.users.lock(userId))) throw new InvalidPasskey();
      const count = await this.passkeys.count(userId);
      if (count >= this.rules.maxPerUser) throw new TooManyPasskeys();
      const passkey = await this.passkeys.insert(userId, made, called, this.clock.now());
      if (!passkey) throw new InvalidPasskey();
      return { passkey, isFirst: count === 0 };
    });
  }
}

/**
 * No attestation is asked for and none is judged: what an authenticator sends all the same is left out, as browsers do (WebAuthn level 3,
 * §5.1.3, step 22). Handed on, it would make the library fetch the revocation lists that certificates of the sender's choice name.
 */
function withoutAttestation(registration: RegistrationResponseJSON): RegistrationResponseJSON {
  const authData = decodeAttestationObject(isoBase64URL.toBuffer(registration.response.attestationObject)).get('authData');
  const parts = [['fmt', 'none'] as const, ['attStmt', new Map<string, never>()] as const, ['authData', authData] as const];
  const attestationObject = isoBase64URL.fromBuffer(isoCBOR.encode(new Map<string, string | Map<string, never> | Uint8Array>(parts)));
  return { ...registration, response: { ...registration.response, attestationObject } };
}
