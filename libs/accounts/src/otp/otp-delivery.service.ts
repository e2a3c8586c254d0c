import { clientNetwork, ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { OneTimeCodes } from '@castellan/otp';
import { Injectable } from '@nestjs/common';
import type { OtpChannel, OtpIdentifier } from '../users/otp-identifier.js';

const NO_SMS = 'SMS is not available here.';

interface CodeBySms {
  readonly to: string;
  readonly code: string;
  readonly context: RequestContext;
  /** Who proves it: it is not theirs yet. */
  readonly provenBy?: string;
}

/** Brings a code to whom it is for, durably, in the open transaction. */
@Injectable()
export class OtpDelivery {
  constructor(
    private readonly notifications: Notifications,
    private readonly codes: OneTimeCodes,
  ) {}

  /** @throws ValidationFailed under the client's `field` where no SMS are sent at all, which says nothing of anybody */
  demandChannel(channel: OtpChannel, field: string): void {
    if (channel === 'sms' && !this.notifications.sendsSms) throw new ValidationFailed({ errors: { [field]: [NO_SMS] } });
  }

  /** Null when it is on its way; else why not, which is for the history and never for the client. What no stranger asked for is not kept back by what strangers did. */
  async send({ channel, value }: OtpIdentifier, code: string, context: RequestContext, { byStranger = true } = {}): Promise<string | null> {
    if (channel === 'sms') return this.sendSms({ to: value, code, context });
    const data = { code, minutes: this.codes.minutes };
    await this.notifications.send({ to: value, template: 'otp', data }, { isCounted: !byStranger, language: context.language });
    return null;
  }

  /** To a number that nobody has proven yet: as above, from the smaller share that such numbers have (libs/notifications). */
  async sendProof(to: string, code: string, provenBy: string, context: RequestContext): Promise<string | null> {
    return this.sendSms({ to, code, context, provenBy });
  }

  private async sendSms({ to, code, context: { ip, language }, provenBy: userId }: CodeBySms): Promise<string | null> {
    const reader = userId === undefined ? { language } : { language, userId, provesNumber: true };
    const sms = { to, template: 'otp', data: { code }, clientNetwork: clientNetwork(ip), ...reader } as const;
    const outcome = await this.notifications.sendSms(sms);
    return outcome === 'queued' ? null : outcome.refused;
  }
}
