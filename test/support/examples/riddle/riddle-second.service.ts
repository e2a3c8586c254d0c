import type { Caller } from '@castellan/access';
import { SecondFactorCheck, SecondFactorProof, UserDirectory } from '@castellan/accounts';
import type { Reproven, SecondFactor, User } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { WrongRiddle } from './riddle-reproof.service.js';

const SECOND_RIDDLE: SecondFactor = { kind: 'second_riddle', step: 'second', amr: ['kba'] };

/** Asks what answers without a mouth, of whoever has two-step sign-in on. */
@Injectable()
export class RiddleSecond extends SecondFactorProof {
  readonly field = 'second_riddle';
  readonly wrong = 'wrong_riddle';
  override readonly refusal = WrongRiddle;

  constructor(
    private readonly users: UserDirectory,
    private readonly check: SecondFactorCheck,
  ) {
    super();
  }

  kindsOf(): Promise<readonly string[]> {
    return Promise.resolve([SECOND_RIDDLE.kind]);
  }

  verify(_: User, answer: unknown): Promise<SecondFactor | null> {
    return Promise.resolve(answer === 'an echo' ? SECOND_RIDDLE : null);
  }

  async prove({ userId, sessionId }: Caller, answer: unknown, context: RequestContext): Promise<Reproven> {
    const user = await this.users.find(userId);
    const place = { purpose: 'reauthentication', boundTo: sessionId, first: null } as const;
    const second = user && (await this.check.prove(user, { [this.field]: answer }, context, place));
    if (!user || !second) throw new WrongRiddle();
    return { tokenVersion: user.tokenVersion, second };
  }
}
