import { ValidationFailed } from '@castellan/common';
import { NotEnabled, TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { DevicesRepository } from '../devices/devices.repository.js';
import { OperatorRecords } from '../events/operator-records.service.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { TwoFactorNotices } from '../two-factor/two-factor-notices.service.js';
import { demandOther } from './operator.js';
import type { Operator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';

const MAX_REASON = 500;
const REASON = { reason: [`Say why, and how you made sure who asks, in 1 to ${MAX_REASON} characters.`] };

/** An operator turns off the second factor of somebody who has lost it. Every session ends, and the owner is told by mail. */
@Injectable()
export class TwoFactorReset {
  constructor(
    private readonly gate: OperatorGate,
    private readonly twoFactor: TwoFactor,
    private readonly sessions: UserSessions,
    private readonly devices: DevicesRepository,
    private readonly notices: TwoFactorNotices,
    private readonly records: OperatorRecords,
  ) {}

  /** @param reason kept in the audit log @throws PermissionDenied, NotFound, NotEnabled, ValidationFailed without a reason and for oneself */
  async reset(operator: Operator, userId: string, reason: string): Promise<void> {
    await this.gate.acting(operator, 'users.change', async () => {
      const user = await this.gate.hold(operator, userId);
      demandOther(operator, user);
      const why = reason.trim();
      if (why === '' || why.length > MAX_REASON) throw new ValidationFailed({ errors: REASON });
      if (!(await this.twoFactor.disable(userId))) throw new NotEnabled();
      await this.sessions.endAllWithTokens(userId, 'admin_revoked');
      await this.devices.distrustAll(userId);
      await this.notices.reset(user, operator.context);
      const changes = { two_factor: [true, false] } as const;
      const act = { event: 'twofactor_reset', action: 'user.two_factor_reset', user, changes, reason: why } as const;
      await this.records.done(act, operator.context);
    });
  }
}
