import type { RequestContext } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { OneTimeCodes } from '@castellan/otp';
import { Injectable } from '@nestjs/common';
import type { OtpIdentifier } from './otp-identifier.js';

/** Brings a code to whom it is for, durably, in the open transaction. */
@Injectable()
export class OtpDelivery {
  constructor(
    private readonly notifications: Notifications,
    private readonly codes: OneTimeCodes,
  ) {}

  /** Null when it is on its way; else why not. */
  async send({ channel, value }: OtpIdentifier, code: string, _context: RequestContext): Promise<string | null> {
    if (channel === 'sms') return 'sms_off';
    await this.notifications.send({ to: value, template: 'otp', data: { code, minutes: this.codes.minutes } });
    return null;
  }
}
