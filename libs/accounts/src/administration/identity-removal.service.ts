import { NotFound, ValidationFailed } from '@castellan/common';
import { Identities } from '@castellan/federation';
import type { Identity } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { DevicesRepository } from '../devices/devices.repository.js';
import { OperatorRecords } from '../events/operator-records.service.js';
import { IdentityNotices } from '../identities/identity-notices.service.js';
import { RemovableIdentities } from '../identities/removable-identities.service.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import type { User } from '../users/user.types.js';
import { demand, demandOther } from './operator.js';
import type { Operator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';
import { UUID } from './uuid.js';

const NOTHING_CHOSEN = { user: ['Choose at least one account.'] };

/**
 * An operator takes identities from somebody who lost them, or whose account somebody else was in. They link none
 * (docs/decisions/0239-an-operator-disconnects-and-connects-nothing.md).
 */
@Injectable()
export class IdentityRemoval {
  constructor(
    private readonly gate: OperatorGate,
    private readonly identities: Identities,
    private readonly removable: RemovableIdentities,
    private readonly sessions: UserSessions,
    private readonly devices: DevicesRepository,
    private readonly notices: IdentityNotices,
    private readonly records: OperatorRecords,
  ) {}

  /** The oldest first. @throws PermissionDenied */
  async of(operator: Operator, userId: string): Promise<readonly Identity[]> {
    demand(operator, 'users.view');
    return this.identities.list(userId);
  }

  /**
   * All of them or none. Every session ends, as none says which identity it came by, and the owner is told by mail of each.
   * @throws PermissionDenied, NotFound for nobody and for an identity that is not theirs, ValidationFailed without a reason (`because`), for
   *   no identity and for oneself, LastFactor
   */
  async remove(operator: Operator, userId: string, identityIds: readonly string[]): Promise<void> {
    await this.gate.actingWithReason(operator, 'users.change', async () => {
      const user = await this.gate.hold(operator, userId);
      demandOther(operator, user);
      if (identityIds.length === 0) throw new ValidationFailed({ errors: NOTHING_CHOSEN });
      for (const id of new Set(identityIds)) await this.removeOne(operator, user, id);
      await this.sessions.endAllWithTokens(userId, 'admin_revoked');
      await this.devices.distrustAll(userId);
    });
  }

  private async removeOne({ context }: Operator, user: User, id: string): Promise<void> {
    if (!UUID.test(id)) throw new NotFound();
    const removed = await this.removable.remove(user, id);
    const changes = { identity: [id, null], provider: [removed.provider, null] } as const;
    await this.records.done({ event: 'identity_removed', action: 'user.identity_removed', user, changes }, context);
    await this.notices.removedByOperator(user, removed, context);
  }
}
