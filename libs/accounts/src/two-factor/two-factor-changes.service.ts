import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { DevicesRepository } from '../devices/devices.repository.js';
import type { User } from '../users/user.types.js';
import { TwoFactorNotices } from './two-factor-notices.service.js';

const EVENTS = {
  'two-factor-enabled': 'twofactor_enabled',
  'two-factor-disabled': 'twofactor_disabled',
  'authenticator-added': 'authenticator_added',
  'backup-codes-regenerated': 'backup_codes_regenerated',
} as const;

export type TwoFactorChange = keyof typeof EVENTS;

/** What follows every change of a second factor: no device is trusted any more, and the owner is told. Part of the change's transaction. */
@Injectable()
export class TwoFactorChanges {
  constructor(
    private readonly devices: DevicesRepository,
    private readonly notices: TwoFactorNotices,
    private readonly events: AccountEvents,
  ) {}

  async made(change: TwoFactorChange, user: User, sessionId: string | null, context: RequestContext): Promise<void> {
    await this.devices.distrustAll(user.id);
    await (change === 'two-factor-disabled' ? this.notices.disabled(user, context) : this.notices.added(change, user, context));
    await this.events.record({ event: EVENTS[change], status: 'success', userId: user.id, identifier: user.email, sessionId, context });
  }
}
