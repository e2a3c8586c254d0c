import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { ProofRecords } from '../events/proof-records.service.js';
import type { Answers } from '../factors/factor-proof.js';
import { FactorProofs } from '../factors/factor-proofs.service.js';
import { OwnSessions } from '../sessions/own-sessions.service.js';
import type { RenewedSession } from '../sessions/session.types.js';

const EVENT = 'reauthenticated';

/** A signed-in user proves again who they are, so that sensitive routes open for a while (docs/reference/contract.md#recent-proof). */
@Injectable()
export class Reauthentication implements OnApplicationBootstrap {
  constructor(
    private readonly proofs: FactorProofs,
    private readonly twoFactor: TwoFactor,
    private readonly sessions: OwnSessions,
    private readonly transaction: Transaction,
    private readonly records: ProofRecords,
  ) {}

  /** @throws where no folder of the app brings a first factor: nobody could be asked for anything */
  onApplicationBootstrap(): void {
    this.proofs.first({});
  }

  /**
   * With two-step sign-in on, a second factor is asked for and the session is of assurance level 2 afterwards; else the first factor that is
   * given, which raises it where it is of that level itself.
   * @throws ValidationFailed for a wrong answer and for none, Throttled after ten wrong codes, and what the `FactorProof` throws
   */
  async prove(caller: Caller, answers: Answers, context: RequestContext): Promise<RenewedSession> {
    const hasSecond = await this.twoFactor.isEnabled(caller.userId);
    const proof = hasSecond ? this.proofs.second(answers) : this.proofs.first(answers);
    const proving = proof.prove(caller, answers[proof.field] ?? null, context);
    const proven = await this.records.refusals(proving, { event: EVENT, wrong: proof.wrong, refusal: proof.refusal }, caller, context);
    return this.transaction.run(async () => {
      await this.records.success(EVENT, caller, context);
      return this.sessions.provenAnew(caller.sessionId, proven);
    });
  }
}
