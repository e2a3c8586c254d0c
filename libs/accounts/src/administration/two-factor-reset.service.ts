import { NotFound, ValidationFailed } from '@castellan/common';
import { Transaction } from '@castellan/data';
import type { OperatorContext } from '@castellan/log';
import { NotEnabled, TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import { DevicesRepository } from '../devices/devices.repository.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { TwoFactorNotices } from '../two-factor/two-factor-notices.service.js';

const MAX_REASON = 500;
const REASON = { reason: [`Say why, and how you made sure who asks, in 1 to ${MAX_REASON} characters.`] };

/** An operator turns off the second factor of somebody who has lost it. Every session ends, and the owner is told by mail. */
@Injectable()
export class TwoFactorReset {
  constructor(
    private readonly users: UsersRepository,
    private readonly twoFactor: TwoFactor,
    private readonly sessions: UserSessions,
    private readonly devices: DevicesRepository,
    private readonly notices: TwoFactorNotices,
    private readonly transaction: Transaction,
    private readonly records: OperatorRecords,
  ) {}

  /** @param reason kept in the audit log @throws NotFound, NotEnabled, ValidationFailed without a reason */
  async reset(userId: string, reason: string, context: OperatorContext): Promise<void> {
    const why = reason.trim();
    if (why === '' || why.length > MAX_REASON) throw new ValidationFailed({ errors: REASON });
    await this.transaction.run(async () => {
      const user = await this.users.find(userId);
      if (!user) throw new NotFound();
      if (!(await this.twoFactor.disable(userId))) throw new NotEnabled();
      await this.sessions.endAllWithTokens(userId, 'admin_revoked');
      await this.devices.distrustAll(userId);
      await this.notices.reset(user);
      const changes = { two_factor: [true, false] } as const;
      await this.records.done({ event: 'twofactor_reset', action: 'user.two_factor_reset', user, changes, reason: why }, context);
    });
  }
}
