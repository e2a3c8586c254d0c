import type { RequestContext } from '@castellan/common';
import { Passkeys } from '@castellan/passkeys';
import { Injectable } from '@nestjs/common';
import { secondStepOf } from '../passkeys/ceremonies.js';
import type { PasskeyRequestOptions } from '../passkeys/own-passkeys.service.js';
import { takenBy } from '../passkeys/passkey.factor.js';
import { PendingSignIns } from '../sign-in/pending-sign-ins.service.js';
import { SecondFactorSignIn } from '../sign-in/second-factor-sign-in.service.js';
import type { SecondStep } from '../sign-in/second-factor-sign-in.service.js';

/** Asks for a passkey to finish a sign-in that waits for its second factor. */
@Injectable()
export class PendingPasskeys {
  constructor(
    private readonly signIn: SecondFactorSignIn,
    private readonly pending: PendingSignIns,
    private readonly passkeys: Passkeys,
  ) {}

  /** Spends no try. @throws ChallengeExpired, InvalidPasskey for a user who has none left to answer with, Unavailable */
  async optionsFor(step: Pick<SecondStep, 'sessionToken' | 'device'>, context: RequestContext): Promise<PasskeyRequestOptions> {
    const { pending, user } = await this.signIn.waiting(step, context);
    return this.passkeys.requestOptions(secondStepOf(user.id, this.pending.keyOf(step.sessionToken)), takenBy(pending.first));
  }
}
