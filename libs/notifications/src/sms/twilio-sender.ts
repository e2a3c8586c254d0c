import { needed } from '@castellan/common';
import type { Twilio } from 'twilio';
import { SmsFailed, SmsTransport } from './sms-transport.js';
import type { OutgoingSms, SmsReceipt } from './sms-transport.js';
import { SMS_LIFE_MS } from './sms-life.js';
import type { TwilioAccount } from './sms.options.js';
import { twilioStatus } from './twilio-status.js';

const TIMEOUT_MS = 10_000;
/** Statuses of the 4xx class that pass (RFC 9110 §15.5.9, RFC 6585 §4). */
const PASSING: readonly number[] = [408, 429];

/** Sends by Twilio's Messages API. Twilio knows no idempotency key: an answer that is lost means a second message, never none. */
export class TwilioSender extends SmsTransport {
  readonly provider = 'twilio';

  private constructor(
    private readonly client: Twilio,
    private readonly from: string,
    private readonly statusUrl: string,
  ) {
    super();
  }

  /** The package is loaded here, so that only who uses it waits for it. */
  static async connect({ accountSid, authToken, from, apiUrl }: TwilioAccount, statusUrl: string): Promise<TwilioSender> {
    const { default: twilio } = await needed('twilio', 'SMS by Twilio', () => import('twilio'));
    // Our queue tries again. The package would log requests, which hold numbers and codes, when TWILIO_LOG_LEVEL says so.
    const client = twilio(accountSid, authToken, { autoRetry: false, timeout: TIMEOUT_MS, logLevel: 'none' });
    if (apiUrl) client.api.baseUrl = apiUrl;
    return new TwilioSender(client, from, statusUrl);
  }

  async send({ to, text }: OutgoingSms): Promise<SmsReceipt> {
    const { sid, status } = await this.client.messages.create(this.message(to, text)).catch((error: unknown) => {
      throw failureOf(error);
    });
    if (typeof sid !== 'string' || sid === '') throw new SmsFailed('no_message_id', false);
    return { messageId: sid, status: twilioStatus(status) ?? 'queued' };
  }

  private message(to: string, body: string) {
    const sender = this.from.startsWith('MG') ? { messagingServiceSid: this.from } : { from: this.from };
    // A report over plain http could be read and altered on its way; Twilio could not reach a local address anyway.
    const callback = this.statusUrl.startsWith('https:') ? { statusCallback: this.statusUrl } : {};
    return { to, body, validityPeriod: SMS_LIFE_MS / 1000, ...sender, ...callback };
  }
}

/** Twilio's error code where there is one (as 21211, "Invalid 'To' Phone Number"), else the HTTP status or the name of the fault. */
function failureOf(error: unknown): SmsFailed {
  const { status, code } = error as { readonly status?: unknown; readonly code?: unknown };
  const isPermanent = typeof status === 'number' && status >= 400 && status < 500 && !PASSING.includes(status);
  const name = [code, status].find((part) => typeof part === 'number' || typeof part === 'string');
  return new SmsFailed(/^\w{1,40}$/.test(String(name)) ? String(name) : 'unknown', isPermanent);
}
