import { inTime } from '@castellan/common';
import { inSpan } from '@castellan/tracing';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { Rendering } from '../rendering/rendering.service.js';
import { DeliveryFailed, failureOf, withoutRecipient } from './delivery-failure.js';
import type { Failure } from './delivery-failure.js';
import type { QueuedMail } from './mail-seal.js';
import { MailTransport } from './mail-transport.js';
import type { OutgoingMail } from './mail-transport.js';
import { ReaderLanguage } from './reader-language.service.js';
import { outgoingMail } from './outgoing-mail.js';
import { SmtpTransport } from './smtp.transport.js';

/** What came of handing a mail over, and what was answered. */
export interface HandedOver {
  /** False when it is refused for good. */
  readonly isSent: boolean;
  /** Without addresses and links; null where nothing is said. */
  readonly answer: string | null;
}

/** A transport that has not answered by then is taken for one that failed: well within the two minutes of a job. */
const TRANSPORT_MS = 60_000;

/** Renders a mail and hands it to the transport. Logs name jobs, templates and the server's answer, never addresses or links. */
@Injectable()
export class MailSender {
  private readonly logger = new Logger(MailSender.name);

  constructor(
    private readonly transport: MailTransport,
    private readonly rendering: Rendering,
    private readonly language: ReaderLanguage,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsRules,
  ) {}

  /** @throws DeliveryFailed when trying again may help */
  async send(jobId: string, mail: QueuedMail): Promise<HandedOver> {
    const outcome = await this.attempt(jobId, mail);
    if (typeof outcome === 'string') return { isSent: true, answer: outcome || null };
    const { isPermanent, summary } = outcome;
    this.logger.warn(`Mail job ${jobId} (${mail.template}) ${isPermanent ? 'is given up' : 'failed'}: ${summary}.`);
    if (!isPermanent) throw new DeliveryFailed(summary);
    return { isSent: false, answer: summary };
  }

  /** What the server answered, when it took the mail. */
  private async attempt(jobId: string, mail: QueuedMail): Promise<Failure | string> {
    try {
      const { template: kind, told } = mail;
      const rendered = await this.rendering.render({ channel: 'email', kind, told, language: await this.language.of(mail) });
      const outgoing = outgoingMail(jobId, mail, rendered, this.options);
      const send = (): Promise<string> => inTime(TRANSPORT_MS, () => this.handOver(outgoing));
      const answer = await inSpan('send mail', { kind: 'client', attributes: { 'castellan.mail.template': kind } }, send);
      return withoutRecipient(answer, mail.to);
    } catch (error) {
      return failureOf(error, mail.to);
    }
  }

  /** A transport of the host says nothing but that it took the mail. */
  private async handOver(mail: OutgoingMail): Promise<string> {
    if (this.transport instanceof SmtpTransport) return this.transport.deliver(mail);
    await this.transport.send(mail);
    return '';
  }
}
