import { SmsFailed, SmsSender } from './sms-sender.js';
import type { SmsReceipt } from './sms-sender.js';

/** Where SMS is off. What was queued while it was on is given up. */
export class NoSender extends SmsSender {
  readonly provider = 'off';

  send(): Promise<SmsReceipt> {
    return Promise.reject(new SmsFailed('off', true));
  }
}
