import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { FactorProof, textOf } from '../factors/factor-proof.js';
import type { Reproven } from '../factors/factor-proof.js';
import { OwnCode } from './own-code.service.js';

/** A code of the authenticator, or a backup code. */
@Injectable()
export class CodeReproof extends FactorProof {
  readonly step = 'second';
  readonly field = 'code';
  readonly wrong = 'wrong_code';
  override readonly comesFirst = true;

  constructor(private readonly own: OwnCode) {
    super();
  }

  /** @throws what `OwnCode.demand` throws */
  async prove(caller: Caller, answer: unknown, context: RequestContext): Promise<Reproven> {
    const { user, second } = await this.own.demand(caller, textOf(answer), context);
    return { tokenVersion: user.tokenVersion, second };
  }
}
