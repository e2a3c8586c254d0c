import { SmsFailed, SmsTransport } from './sms-transport.js';
import type { SmsReceipt } from './sms-transport.js';

/** Where SMS is off. What was queued while it was on is given up. */
export class NoSender extends SmsTransport {
  readonly provider = 'off';

  send(): Promise<SmsReceipt> {
    return Promise.reject(new SmsFailed('off', true));
  }
}
