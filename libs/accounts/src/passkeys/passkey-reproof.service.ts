import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { InvalidPasskey, Passkeys } from '@castellan/passkeys';
import { Injectable } from '@nestjs/common';
import type { FirstFactor } from '../factors/factor.js';
import { FactorProof } from '../factors/factor-proof.js';
import type { Reproven } from '../factors/factor-proof.js';
import { OwnPasskeyProof } from './own-passkey-proof.service.js';
import { firstPasskey, takenBy } from './passkey.factor.js';

/** In the place of the password, while two-step sign-in is off. One that looks at who holds it raises the session. */
@Injectable()
export class PasskeyReproof extends FactorProof {
  readonly field = 'credential';
  readonly wrong = 'wrong_passkey';
  override readonly refusal = InvalidPasskey;

  constructor(
    private readonly own: OwnPasskeyProof,
    private readonly passkeys: Passkeys,
  ) {
    super();
  }

  /** @throws what `OwnPasskeyProof.demand` throws */
  async prove(caller: Caller, answer: unknown, context: RequestContext): Promise<Reproven> {
    const { user, assertion } = await this.own.demand(caller, answer, context);
    return { tokenVersion: user.tokenVersion, second: null, first: firstPasskey(assertion) };
  }

  override async stands(userId: string, first: FirstFactor): Promise<boolean> {
    for (const id of takenBy(first)) if (!(await this.passkeys.find(userId, id))) return false;
    return true;
  }
}
