import { domainError } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { SmsDeliveries } from './sms-deliveries.service.js';
import { twilioStatus } from './twilio-status.js';

/** 403: a report of a delivery that Twilio has not signed. @internal */
export class ReportRefused extends domainError('permission_denied', 'forbidden', 'The signature is missing or wrong.') {}

/** The fields of a form; one that came more than once is a list. @internal */
export type FormFields = Readonly<Record<string, string | readonly string[]>>;

/** Takes Twilio's reports of what became of a message. @internal */
@Injectable()
export class TwilioReports {
  constructor(
    private readonly deliveries: SmsDeliveries,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsRules,
  ) {}

  /**
   * A genuine report of a message or status that is not known changes nothing and is not told apart.
   * @throws ReportRefused when the report is not Twilio's, or cannot be known to be
   */
  async take(signature: string | undefined, fields: FormFields): Promise<void> {
    if (!(await this.isGenuine(signature, fields))) throw new ReportRefused();
    const { MessageSid: messageId, MessageStatus, ErrorCode: error } = fields;
    const status = twilioStatus(MessageStatus);
    if (typeof messageId !== 'string' || status === null) return;
    await this.deliveries.applyStatus(messageId, status, typeof error === 'string' && /^\d{1,8}$/.test(error) ? error : null);
  }

  /** Twilio signs the address that it was told and the fields (*Validate signatures*); what address was asked for here is not looked at. */
  private async isGenuine(signature: string | undefined, fields: FormFields): Promise<boolean> {
    const { provider, statusUrl } = this.options.sms;
    if (provider.kind !== 'twilio' || signature === undefined) return false;
    const { validateRequest } = await import('twilio/lib/webhooks/webhooks.js'); // only who sends by Twilio has the package
    return validateRequest(provider.authToken, signature, statusUrl, fields);
  }
}
