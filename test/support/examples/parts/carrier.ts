import { SmsFailed, SmsTransport } from '@castellan/notifications';
import type { OutgoingSms, SmsReceipt } from '@castellan/notifications';

/** SMS by another provider than Twilio. */
export class Carrier extends SmsTransport {
  readonly provider = 'carrier';

  constructor(private readonly url: string) {
    super();
  }

  async send({ id, to, text }: OutgoingSms): Promise<SmsReceipt> {
    const body = JSON.stringify({ id, to, text });
    const answer = await fetch(this.url, { method: 'POST', body, signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new SmsFailed(String(answer.status), answer.status < 500);
    return { messageId: id, status: 'sent' };
  }
}
