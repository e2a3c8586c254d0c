import type { Caller } from '@castellan/access';
import { Injectable } from '@nestjs/common';
import { FactorProof, textOf } from '../factors/factor-proof.js';
import type { Reproven } from '../factors/factor-proof.js';
import { OwnOtp } from './own-otp.service.js';

/** In the place of the password: a code that was sent to the own address, or to the number they have proven. */
@Injectable()
export class OtpReproof extends FactorProof {
  readonly field = 'otp_code';
  readonly wrong = 'wrong_code';

  constructor(private readonly own: OwnOtp) {
    super();
  }

  /** @throws what `OwnOtp.demand` throws */
  async prove(caller: Caller, answer: unknown): Promise<Reproven> {
    const { tokenVersion } = await this.own.demand(caller, textOf(answer) ?? '');
    return { tokenVersion, second: null };
  }
}
