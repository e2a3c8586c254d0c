import type { Caller } from '@castellan/access';
import { Injectable } from '@nestjs/common';
import { FactorProof, textOf } from '../factors/factor-proof.js';
import type { Reproven } from '../factors/factor-proof.js';
import { OwnPassword } from './own-password.service.js';

/** The own password, or, from users who have none, a recent sign-in. */
@Injectable()
export class PasswordReproof extends FactorProof {
  readonly field = 'password';
  readonly wrong = 'wrong_password';
  override readonly comesFirst = true;

  constructor(private readonly own: OwnPassword) {
    super();
  }

  /** @throws what `OwnPassword.demand` throws */
  async prove(caller: Caller, answer: unknown): Promise<Reproven> {
    const { tokenVersion } = await this.own.demand(caller, textOf(answer), this.field);
    return { tokenVersion, second: null };
  }
}
