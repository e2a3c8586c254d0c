import { MailRefused, MailTransport } from '@castellan/notifications';
import type { OutgoingMail } from '@castellan/notifications';

/** Mails by the HTTP API of a provider. */
export class PostOffice extends MailTransport {
  constructor(private readonly url: string) {
    super();
  }

  async send({ id, from, to, subject, text, html }: OutgoingMail): Promise<void> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': id };
    const body = JSON.stringify({ from, to: [to], subject, text, html });
    const { ok, status } = await fetch(this.url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
    if (status === 422) throw new MailRefused('the provider refuses it');
    if (!ok) throw new Error(`the provider answered ${status}`); // asked again later
  }
}
