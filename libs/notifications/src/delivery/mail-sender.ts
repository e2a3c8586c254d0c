import { inTime } from '@castellan/common';
import { inSpan } from '@castellan/tracing';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { Rendering } from '../rendering/rendering.service.js';
import { DeliveryFailed, failureOf } from './delivery-failure.js';
import type { Failure } from './delivery-failure.js';
import type { QueuedMail } from './mail-seal.js';
import { MailTransport } from './mail-transport.js';
import { ReaderLanguage } from './reader-language.service.js';
import { outgoingMail } from './outgoing-mail.js';

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

  /** True when it was sent; false when it is refused for good. @throws DeliveryFailed when trying again may help */
  async send(jobId: string, mail: QueuedMail): Promise<boolean> {
    const failure = await this.attempt(jobId, mail);
    if (!failure) return true;
    this.logger.warn(`Mail job ${jobId} (${mail.template}) ${failure.isPermanent ? 'is given up' : 'failed'}: ${failure.summary}.`);
    if (!failure.isPermanent) throw new DeliveryFailed(failure.summary);
    return false;
  }

  private async attempt(jobId: string, mail: QueuedMail): Promise<Failure | null> {
    try {
      const { template: kind, told } = mail;
      const rendered = await this.rendering.render({ channel: 'email', kind, told, language: await this.language.of(mail) });
      const outgoing = outgoingMail(jobId, mail, rendered, this.options);
      const send = (): Promise<unknown> => inTime(TRANSPORT_MS, () => this.transport.send(outgoing));
      await inSpan('send mail', { kind: 'client', attributes: { 'castellan.mail.template': kind } }, send);
      return null;
    } catch (error) {
      return failureOf(error, mail.to);
    }
  }
}
