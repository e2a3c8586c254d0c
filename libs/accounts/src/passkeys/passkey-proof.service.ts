import type { Caller } from '@castellan/access';
import type { DomainError, RequestContext } from '@castellan/common';
import { InvalidPasskey, Passkeys } from '@castellan/passkeys';
import { Injectable } from '@nestjs/common';
import type { FirstFactor, SecondFactor } from '../factors/factor.js';
import type { Reproven } from '../factors/factor-proof.js';
import { SecondFactorProof } from '../factors/second-factor-proof.js';
import type { ProofPlace } from '../factors/second-factor-proof.js';
import type { User } from '../users/user.types.js';
import { OwnPasskeyProof } from './own-passkey-proof.service.js';
import { PASSKEY_KIND, reprovenBy, secondPasskey, takenBy } from './passkey.factor.js';
import { PasskeyAssertions } from './passkey-assertions.service.js';

/** A passkey as second factor. Nobody comes to a right signature by trying, so it spends no budget and none locks it. */
@Injectable()
export class PasskeyProof extends SecondFactorProof {
  readonly field = 'credential';
  readonly wrong = 'wrong_passkey';
  override readonly refusal = InvalidPasskey;
  override readonly isGuessable = false;
  /** What was wrong with an answer, for as long as it is looked at. */
  private readonly refusals = new WeakMap<object, InvalidPasskey>();

  constructor(
    private readonly passkeys: Passkeys,
    private readonly assertions: PasskeyAssertions,
    private readonly own: OwnPasskeyProof,
  ) {
    super();
  }

  async kindsOf(userId: string, first: FirstFactor | null): Promise<readonly string[]> {
    const passkeys = await this.passkeys.list(userId);
    const taken = takenBy(first);
    return passkeys.some(({ id }) => !taken.includes(id)) ? [PASSKEY_KIND] : [];
  }

  async verify(
    { id: userId }: User,
    answer: unknown,
    context: RequestContext,
    { purpose, boundTo, first }: ProofPlace,
  ): Promise<SecondFactor | null> {
    try {
      const { passkey } = await this.assertions.verify({ purpose, userId, boundTo }, answer, takenBy(first), context);
      return secondPasskey(passkey);
    } catch (error) {
      if (!(error instanceof InvalidPasskey)) throw error;
      if (typeof answer === 'object' && answer !== null) this.refusals.set(answer, error);
      return null;
    }
  }

  override wrongAnswer(answer: unknown): DomainError {
    return (typeof answer === 'object' && answer !== null && this.refusals.get(answer)) || new InvalidPasskey();
  }

  /** On a session that a passkey alone has opened, only one that looks at who holds it is a second factor. @throws what `OwnPasskeyProof.demand` throws */
  async prove(caller: Caller, answer: unknown, context: RequestContext): Promise<Reproven> {
    const { user, assertion } = await this.own.demand(caller, answer, context);
    const proven = reprovenBy(user, assertion, caller);
    if (proven.second === null && proven.first?.aal !== 2) throw new InvalidPasskey();
    return proven;
  }
}
