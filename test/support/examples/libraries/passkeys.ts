import { Passkeys } from '@castellan/passkeys';
import { Injectable } from '@nestjs/common';

@Injectable()
export class FrontDoor {
  constructor(private readonly passkeys: Passkeys) {}

  /** For `startRegistration()` in the browser. Ask first for a proof that is fresh: who adds a passkey has a key of their own. */
  async beginKey(userId: string, sessionId: string, email: string) {
    const ceremony = { purpose: 'registration', userId, boundTo: sessionId };
    return (await this.passkeys.registrationOptions(ceremony, { name: email, displayName: email })).options;
  }

  /** A wrong credential is `InvalidPasskey`, which Nest answers with 401. */
  async finishKey(userId: string, sessionId: string, credential: unknown) {
    const made = await this.passkeys.verifyRegistration({ purpose: 'registration', userId, boundTo: sessionId }, credential);
    return (await this.passkeys.add(userId, made, null)).passkey;
  }

  /** For `startAuthentication()`; `state` comes back with the answer. */
  ask() {
    return this.passkeys.signInOptions();
  }

  /** Whose passkey it is. Two factors it is only where `isUserVerified`. */
  enter(state: string, credential: unknown) {
    return this.passkeys.verifySignIn(state, credential);
  }
}
