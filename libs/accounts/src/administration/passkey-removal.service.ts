import { NotFound, ValidationFailed } from '@castellan/common';
import { Passkeys } from '@castellan/passkeys';
import type { Passkey } from '@castellan/passkeys';
import { Injectable } from '@nestjs/common';
import { DevicesRepository } from '../devices/devices.repository.js';
import { OperatorRecords } from '../events/operator-records.service.js';
import { PasskeyNotices } from '../passkeys/passkey-notices.service.js';
import { RemovablePasskeys } from '../passkeys/removable-passkeys.service.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import type { User } from '../users/user.types.js';
import { demand, demandOther } from './operator.js';
import type { Operator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';
import { UUID } from './uuid.js';

const NOTHING_CHOSEN = { user: ['Choose at least one passkey.'] };

/**
 * An operator takes passkeys from somebody who lost them, or whose account somebody else was in. They see no key, and add none
 * (docs/decisions/0218-a-removed-passkey-ends-sessions.md).
 */
@Injectable()
export class PasskeyRemoval {
  constructor(
    private readonly gate: OperatorGate,
    private readonly passkeys: Passkeys,
    private readonly removable: RemovablePasskeys,
    private readonly sessions: UserSessions,
    private readonly devices: DevicesRepository,
    private readonly notices: PasskeyNotices,
    private readonly records: OperatorRecords,
  ) {}

  /** The oldest first. @throws PermissionDenied */
  async of(operator: Operator, userId: string): Promise<readonly Passkey[]> {
    demand(operator, 'users.view');
    return this.passkeys.list(userId);
  }

  /**
   * All of them or none. Every session ends, as none says which passkey it came by, and the owner is told by mail.
   * @throws PermissionDenied, NotFound for nobody and for a passkey that is not theirs, ValidationFailed without a reason (`because`), for
   *   no passkey and for oneself, LastFactor
   */
  async remove(operator: Operator, userId: string, passkeyIds: readonly string[]): Promise<void> {
    await this.gate.actingWithReason(operator, 'users.change', async () => {
      const user = await this.gate.hold(operator, userId);
      demandOther(operator, user);
      if (passkeyIds.length === 0) throw new ValidationFailed({ errors: NOTHING_CHOSEN });
      for (const id of new Set(passkeyIds)) await this.removeOne(operator, user, id);
      await this.sessions.endAllWithTokens(userId, 'admin_revoked');
      await this.devices.distrustAll(userId);
      await this.notices.removedByOperator(user, operator.context);
    });
  }

  private async removeOne({ context }: Operator, user: User, id: string): Promise<void> {
    if (!UUID.test(id)) throw new NotFound();
    await this.removable.remove(user, id);
    const changes = { passkey: [id, null] } as const;
    await this.records.done({ event: 'passkey_removed', action: 'user.passkey_removed', user, changes }, context);
  }
}
