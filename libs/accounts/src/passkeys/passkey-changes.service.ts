import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { DevicesRepository } from '../devices/devices.repository.js';
import { AccountEvents } from '../events/account-events.service.js';
import type { User } from '../users/user.types.js';
import { PasskeyNotices } from './passkey-notices.service.js';

type Owner = Pick<User, 'id' | 'email'>;

/**
 * What follows every change of a passkey by its owner. As with any second factor no device is trusted any more once one was added or
 * removed. Part of the change's transaction.
 */
@Injectable()
export class PasskeyChanges {
  constructor(
    private readonly devices: DevicesRepository,
    private readonly notices: PasskeyNotices,
    private readonly events: AccountEvents,
  ) {}

  async added(owner: Owner, sessionId: string, context: RequestContext): Promise<void> {
    await this.devices.distrustAll(owner.id);
    await this.notices.added(owner, context);
    await this.record('passkey_added', owner, sessionId, context);
  }

  async removed(owner: Owner, sessionId: string, context: RequestContext): Promise<void> {
    await this.devices.distrustAll(owner.id);
    await this.notices.removed(owner, context);
    await this.record('passkey_removed', owner, sessionId, context);
  }

  async renamed(owner: Owner, sessionId: string, context: RequestContext): Promise<void> {
    await this.record('passkey_renamed', owner, sessionId, context);
  }

  private async record(
    event: 'passkey_added' | 'passkey_removed' | 'passkey_renamed',
    { id: userId, email: identifier }: Owner,
    sessionId: string,
    context: RequestContext,
  ): Promise<void> {
    await this.events.record({ event, status: 'success', userId, identifier, sessionId, context });
  }
}
