import { Clock } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { KnownDevices } from '../devices/known-devices.service.js';
import { NewDeviceMail } from '../sign-in/new-device-mail.service.js';
import { deviceName } from '../users/device-name.js';
import type { SecondFactor } from '../factors/factor.js';
import { TOTP } from '../two-factor/second.factors.js';
import type { User } from '../users/user.types.js';
import type { PanelContext } from './password.service.js';
import { PanelSessions } from './sessions.service.js';

/** An operator is in. @internal */
export interface ArrivedOperator {
  /** The token of the session, 256 random bits, new for every sign-in. */
  readonly session: string;
  /** The browser shows it at the next sign-in. */
  readonly deviceToken: string;
}

/** Opens the panel, and tells the owner of the account when that was done from a device that was never seen: staff from the first day on. */
@Injectable()
export class PanelArrival {
  constructor(
    private readonly sessions: PanelSessions,
    private readonly devices: KnownDevices,
    private readonly newDevices: NewDeviceMail,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** Null when the user has just lost the right to be in. */
  async signedIn(user: User, second: SecondFactor, context: PanelContext): Promise<ArrivedOperator | null> {
    return this.transaction.run(async () => {
      const opened = await this.sessions.open(user, second, context);
      if (!opened) return null;
      const device = await this.deviceOf(user, context);
      if (device.isNew) await this.tell(user, context);
      return { session: opened.token, deviceToken: device.token };
    });
  }

  /** Of who has just turned the second factor on, and is told of that. Part of the caller's transaction. */
  async enrolled(user: User, context: PanelContext): Promise<ArrivedOperator | null> {
    const opened = await this.sessions.open(user, TOTP, context);
    return opened && { session: opened.token, deviceToken: (await this.deviceOf(user, context)).token };
  }

  private deviceOf({ id }: User, context: PanelContext): ReturnType<KnownDevices['remember']> {
    return this.devices.remember(id, context, nameOf(context.userAgent));
  }

  private async tell(user: User, { ip, userAgent, language }: PanelContext): Promise<void> {
    await this.newDevices.send(user, { deviceName: nameOf(userAgent), ip, at: this.clock.now(), language }, { toYoung: true });
  }
}

const nameOf = (userAgent: string | null): string => `${deviceName(userAgent)}, at the operators’ panel`;
