import { RevocationBus } from '@castellan/data';
import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import type { OpenedSession } from '../sessions/session-opening.service.js';
import type { User } from '../users/user.types.js';
import type { SecondFactor } from '../factors/factor.js';
import type { SignInContext } from '../sessions/sign-in.types.js';
import { NewDeviceMail } from './new-device-mail.service.js';
import type { ArrivalOnDevice } from './new-device-mail.service.js';

/** What is remembered of a sign-in and what its user is told by mail. `signedIn` is part of the door's transaction. */
@Injectable()
export class SignInRecords {
  constructor(
    private readonly events: AccountEvents,
    private readonly notifications: Notifications,
    private readonly newDevices: NewDeviceMail,
    private readonly bus: RevocationBus,
  ) {}

  async signedIn(user: User, second: SecondFactor | null, opened: OpenedSession, context: SignInContext): Promise<void> {
    const who = { userId: user.id, identifier: user.email, sessionId: opened.session.id, context };
    if (second) await this.events.record({ event: 'twofactor', status: 'success', reason: second.kind, ...who });
    await this.events.record({ event: 'login', status: 'success', ...who });
    await this.bus.publish({ kind: 'user', id: user.id }); // last_login, closed_at
    if (opened.isNewDevice) await this.newDevices.send(user, arrivalOf(opened, context), { toYoung: false });
    if (user.closedAt) await this.reopened(user, opened, who);
  }

  async refused(user: User, reason: string, context: SignInContext): Promise<void> {
    await this.events.record({ event: 'login', status: 'failure', reason, userId: user.id, identifier: user.email, context });
  }

  private async reopened({ email }: User, { session }: OpenedSession, who: { userId: string; context: SignInContext }): Promise<void> {
    await this.events.record({ event: 'account_reopened', status: 'success', ...who });
    const data = { at: session.createdAt, deviceName: session.deviceName };
    await this.notifications.send({ to: email, template: 'account-reopened', data }, { language: who.context.language });
  }
}

function arrivalOf({ session }: OpenedSession, { language }: SignInContext): ArrivalOnDevice {
  return { deviceName: session.deviceName, ip: session.ip, at: session.createdAt, language };
}
