import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { DevicesRepository } from './devices.repository.js';

/** A former device token shown again, long after its follower was given out, is a copy: nobody can tell who holds which, so both die. */
@Injectable()
export class DeviceReuse {
  constructor(
    private readonly transaction: Transaction,
    private readonly devices: DevicesRepository,
    private readonly users: UsersRepository,
    private readonly events: AccountEvents,
    private readonly notifications: Notifications,
    private readonly clock: Clock,
  ) {}

  /** Forgets the device, remembers it and tells the user, once. */
  async detected(userId: string, token: string, context: RequestContext): Promise<void> {
    await this.transaction.run(async () => {
      const forgotten = await this.devices.deleteByFormer(userId, token);
      const user = forgotten && (await this.users.find(userId));
      if (!user) return;
      await this.events.record({ event: 'device_reuse', status: 'failure', reason: 'reuse_detected', userId, context });
      const data = { deviceName: forgotten.name, at: this.clock.now() };
      await this.notifications.send({ to: user.email, template: 'device-forgotten', data }, { language: context.language });
    });
  }
}
