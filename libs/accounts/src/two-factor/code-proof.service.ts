import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import type { SecondFactor } from '../factors/factor.js';
import { textOf } from '../factors/factor-proof.js';
import type { Reproven } from '../factors/factor-proof.js';
import { SecondFactorProof } from '../factors/second-factor-proof.js';
import type { User } from '../users/user.types.js';
import { OwnCode } from './own-code.service.js';
import { BACKUP_CODE, TOTP } from './second.factors.js';
import { TwoFactorNotices } from './two-factor-notices.service.js';

/** What is typed: a code of the authenticator, or a backup code. */
@Injectable()
export class CodeProof extends SecondFactorProof {
  readonly field = 'code';
  readonly wrong = 'wrong_code';
  override readonly comesFirst = true;

  constructor(
    private readonly own: OwnCode,
    private readonly twoFactor: TwoFactor,
    private readonly notices: TwoFactorNotices,
  ) {
    super();
  }

  async kindsOf(userId: string): Promise<readonly string[]> {
    const { enabled, totpEnabledAt, backupCodesRemaining } = await this.twoFactor.stateOf(userId);
    if (!enabled) return [];
    return [...(totpEnabledAt ? [TOTP.kind] : []), ...(backupCodesRemaining > 0 ? [BACKUP_CODE.kind] : [])];
  }

  async verify(user: User, answer: unknown, context: RequestContext): Promise<SecondFactor | null> {
    const proof = await this.twoFactor.verify(user.id, textOf(answer) ?? '');
    if (!proof) return null;
    if (proof.method === 'totp') return TOTP;
    await this.notices.backupCodeUsed(user, proof.remaining, context);
    return BACKUP_CODE;
  }

  /** @throws what `OwnCode.demand` throws */
  async prove(caller: Caller, answer: unknown, context: RequestContext): Promise<Reproven> {
    const { user, second } = await this.own.demand(caller, textOf(answer), context);
    return { tokenVersion: user.tokenVersion, second };
  }
}
