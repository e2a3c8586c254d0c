import type { RequestContext } from '@castellan/common';
import { Passkeys } from '@castellan/passkeys';
import { Injectable } from '@nestjs/common';
import { FactorProofs } from '../factors/factor-proofs.service.js';
import { panelStepOf } from '../passkeys/ceremonies.js';
import type { PasskeyRequestOptions } from '../passkeys/own-passkeys.service.js';
import { PanelChallenges } from './challenges.service.js';
import { PendingPanelSignIns } from './pending-sign-ins.js';

/**
 * The passkey of a sign-in that waits at the panel, where it is a second factor and nothing else: after the password, and never added there
 * (docs/reference/contract.md#panel). `PanelSignIn.finish` takes the answer.
 * @internal
 */
@Injectable()
export class PanelPasskeys {
  constructor(
    private readonly challenges: PanelChallenges,
    private readonly pending: PendingPanelSignIns,
    private readonly proofs: FactorProofs,
    private readonly passkeys: Passkeys,
  ) {}

  /** Whether the wait's owner has one to answer with; false where nothing waits. Spends nothing. @throws Unavailable */
  async canAnswer(token: string): Promise<boolean> {
    const waiting = await this.pending.find(token);
    return waiting !== null && (await this.proofs.secondKindsOf(waiting.userId, waiting.first)).includes('passkey');
  }

  /**
   * What the browser asks for a passkey with. The answer is good for this wait alone.
   * @throws ChallengeExpired when the sign-in must begin again, InvalidPasskey where its owner has none, Unavailable
   */
  async optionsFor(token: string, context: RequestContext): Promise<PasskeyRequestOptions['options']> {
    const { id: userId } = await this.challenges.look(token, context);
    const { options } = await this.passkeys.requestOptions(panelStepOf(userId, this.challenges.keyOf(token)));
    return options;
  }
}
