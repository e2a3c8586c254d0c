import { ValidationFailed } from '@castellan/common';
import type { AuditChanges } from '@castellan/log';
import { Passkeys } from '@castellan/passkeys';
import { NotEnabled } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { DevicesRepository } from '../devices/devices.repository.js';
import { OperatorRecords } from '../events/operator-records.service.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { SecondFactorSwitch } from '../two-factor/second-factor-switch.service.js';
import { TwoFactorNotices } from '../two-factor/two-factor-notices.service.js';
import { demandOther } from './operator.js';
import type { Operator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';

const MAX_REASON = 500;
const REASON = { reason: [`Say why, and how you made sure who asks, in 1 to ${MAX_REASON} characters.`] };

/**
 * An operator turns off two-step sign-in of somebody who has lost their second factors: authenticator, backup codes and passkeys go, as
 * whoever has stolen one must not keep it. Every session ends, and the owner is told by mail.
 */
@Injectable()
export class TwoFactorReset {
  constructor(
    private readonly gate: OperatorGate,
    private readonly twoStep: SecondFactorSwitch,
    private readonly passkeys: Passkeys,
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
      if (!(await this.twoStep.end(userId))) throw new NotEnabled();
      const passkeys = await this.passkeys.removeAll(userId);
      await this.sessions.endAllWithTokens(userId, 'admin_revoked');
      await this.devices.distrustAll(userId);
      await this.notices.reset(user, operator.context);
      const changes: AuditChanges = { two_factor: [true, false], ...(passkeys > 0 && { passkeys: [passkeys, 0] as const }) };
      const act = { event: 'twofactor_reset', action: 'user.two_factor_reset', user, changes, reason: why } as const;
      await this.records.done(act, operator.context);
    });
  }
}
