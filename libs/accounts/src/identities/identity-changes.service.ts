import type { RequestContext } from '@castellan/common';
import type { Identity } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { DevicesRepository } from '../devices/devices.repository.js';
import { AccountEvents } from '../events/account-events.service.js';
import type { User } from '../users/user.types.js';
import { IdentityNotices } from './identity-notices.service.js';

type Owner = Pick<User, 'id' | 'email'>;

/**
 * What follows every change of an identity that no operator makes. As with any factor no device is trusted any more: the first sign-in by
 * a new one asks for the second factor, whatever the device. Part of the change's transaction.
 */
@Injectable()
export class IdentityChanges {
  constructor(
    private readonly devices: DevicesRepository,
    private readonly notices: IdentityNotices,
    private readonly events: AccountEvents,
  ) {}

  /** `sessionId` is null where somebody is about to sign in by it. */
  async linked(owner: Owner, identity: Identity, sessionId: string | null, context: RequestContext): Promise<void> {
    await this.devices.distrustAll(owner.id);
    await this.notices.linked(owner, identity, context);
    await this.record('identity_linked', owner, sessionId, context);
  }

  /** With an account that is in force unproven: its sign-up is mailed already. A vouched one is told as any other. */
  async linkedFirst(owner: Owner, context: RequestContext): Promise<void> {
    await this.record('identity_linked', owner, null, context);
  }

  async removed(owner: Owner, identity: Identity, sessionId: string, context: RequestContext): Promise<void> {
    await this.devices.distrustAll(owner.id);
    await this.notices.removed(owner, identity, context);
    await this.record('identity_removed', owner, sessionId, context);
  }

  private async record(
    event: 'identity_linked' | 'identity_removed',
    { id: userId, email: identifier }: Owner,
    sessionId: string | null,
    context: RequestContext,
  ): Promise<void> {
    await this.events.record({ event, status: 'success', userId, identifier, sessionId, context });
  }
}
