import type { Caller } from '@castellan/access';
import { PasskeyEnrolment, TwoFactorEnrolment } from '@castellan/accounts';
import type { EnabledTwoFactor } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { EnableTwoFactorDto } from './two-factor.dto.js';

/** Two-step sign-in is turned on by whatever second factor the body shows. */
@Injectable()
export class TwoFactorEnabling {
  constructor(
    private readonly byCode: TwoFactorEnrolment,
    private readonly byPasskey: PasskeyEnrolment,
  ) {}

  enable(
    caller: Caller,
    { code, credential, otp_code: mailedCode }: EnableTwoFactorDto,
    context: RequestContext,
  ): Promise<EnabledTwoFactor> {
    if (credential) return this.byPasskey.enable(caller, credential, mailedCode ?? null, context);
    return this.byCode.enable(caller, code ?? '', context); // the DTO has asked for one of the two
  }
}
