import type { Caller } from '@castellan/access';
import { NotFound } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { UserSessions } from './user-sessions.service.js';
import { DevicesRepository } from '../devices/devices.repository.js';
import type { DeviceView } from '../devices/devices.repository.js';

export interface OwnDevices {
  readonly devices: readonly DeviceView[];
  /** The device of the session that asks. */
  readonly currentId: string | null;
}

/** A user's view of the devices they signed in on. */
@Injectable()
export class UserDevices {
  constructor(
    private readonly devices: DevicesRepository,
    private readonly sessions: UserSessions,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** The devices of a signed-in user, and which of them asks. */
  async list({ userId, sessionId }: Caller): Promise<OwnDevices> {
    return { devices: await this.devices.list(userId), currentId: await this.sessions.deviceOf(sessionId) };
  }

  /** Forgets the device and ends its sessions. @throws NotFound also for another user's device */
  async remove(userId: string, id: string, context: RequestContext): Promise<void> {
    await this.transaction.run(async () => {
      await this.sessions.endOnDevice(userId, id, 'user_revoked');
      if (!(await this.devices.delete(userId, id))) throw new NotFound();
      await this.events.record({ event: 'device_removed', status: 'success', userId, context });
    });
  }
}
