import { randomUUID } from 'node:crypto';
import { Clock, inTime } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { InboxTransport } from '../inbox/inbox.transport.js';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { Rendering } from '../rendering/rendering.service.js';
import { told } from '../rendering/told.js';
import { failureOf } from './delivery-failure.js';
import { MailTransport } from './mail-transport.js';
import { outgoingMail } from './outgoing-mail.js';
import { ReaderLanguage } from './reader-language.service.js';
import { SmtpTransport } from './smtp.transport.js';

/** A person waits. */
const TRANSPORT_MS = 60_000;
const TEMPLATE = 'delivery-test';

/** What became of the mail. @internal */
export interface MailTestOutcome {
  /** `kept`: in the development inbox, and nowhere else. */
  readonly outcome: 'sent' | 'kept' | 'refused';
  readonly language: string;
  /** What the server, or what stands in its place, said; without what a terminal would obey. */
  readonly answer: string;
}

/** Sends one mail at once, for an operator who wants to know whether mails leave. Nothing is queued, tried again or counted. @internal */
@Injectable()
export class MailTest {
  constructor(
    private readonly transport: MailTransport,
    private readonly rendering: Rendering,
    private readonly languages: ReaderLanguage,
    private readonly clock: Clock,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsRules,
  ) {}

  async send(to: string): Promise<MailTestOutcome> {
    const mail = { to, template: TEMPLATE, told: told({ at: this.clock.now() }) } as const;
    const language = await this.languages.of(mail);
    const rendered = await this.rendering.render({ channel: 'email', kind: TEMPLATE, told: mail.told, language });
    const outgoing = outgoingMail(randomUUID(), mail, rendered, this.options);
    try {
      const answer = await inTime(TRANSPORT_MS, () => this.handOver(outgoing));
      return { outcome: this.transport instanceof InboxTransport ? 'kept' : 'sent', language, answer: plain(answer) };
    } catch (error) {
      return { outcome: 'refused', language, answer: failureOf(error, to).summary };
    }
  }

  /** A transport of the host says nothing but that it took the mail. */
  private async handOver(mail: Parameters<MailTransport['send']>[0]): Promise<string> {
    if (this.transport instanceof SmtpTransport) return this.transport.deliver(mail);
    await this.transport.send(mail);
    return 'it went where this service puts its mails';
  }
}

const plain = (answer: string): string => answer.replace(/\p{C}+/gu, ' ').trim();
