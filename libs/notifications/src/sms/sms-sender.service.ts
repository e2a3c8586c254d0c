import { inTime } from '@castellan/common';
import { plainError } from '@castellan/data';
import { inSpan } from '@castellan/tracing';
import { Injectable, Logger } from '@nestjs/common';
import { DeliveryReport } from '../delivery/delivery-report.js';
import type { SmsOutcomeCounted } from '../delivery/delivery-report.js';
import { ReaderLanguage } from '../delivery/reader-language.service.js';
import { Rendering } from '../rendering/rendering.service.js';
import { SMS_STATUSES } from './sms-status.js';
import type { SmsStatus } from './sms-status.js';
import type { QueuedSms } from './sms-seal.js';
import { SmsFailed, SmsTransport } from './sms-transport.js';
import type { SmsReceipt } from './sms-transport.js';

/** Well within the half minute of a job. */
const TRANSPORT_MS = 20_000;
const MAX_NAME_LENGTH = 40;
const MAX_MESSAGE_ID_LENGTH = 200;

/** Writes an SMS and hands it to the transport; what comes back is read with care, for the transport may be the host's. */
@Injectable()
export class SmsSender {
  private readonly logger = new Logger(SmsSender.name);
  /** For operators. */
  readonly provider: string;

  constructor(
    private readonly transport: SmsTransport,
    private readonly rendering: Rendering,
    private readonly language: ReaderLanguage,
    private readonly report: DeliveryReport,
  ) {
    this.provider = transport.provider.slice(0, MAX_NAME_LENGTH);
  }

  note(outcome: SmsOutcomeCounted): void {
    this.report.noteSms(outcome);
  }

  /** @throws SmsFailed when it was not taken, and nothing else */
  async send(sms: QueuedSms): Promise<SmsReceipt> {
    try {
      const receipt = await this.attempt(sms);
      this.note('sent');
      return receipt;
    } catch (error) {
      this.note('failed');
      throw error;
    }
  }

  private async attempt(sms: QueuedSms): Promise<SmsReceipt> {
    try {
      const { id, to, code } = sms;
      const language = await this.language.of(sms);
      const { text } = await this.rendering.render({ channel: 'sms', kind: 'otp', told: { code }, language });
      const send = (): Promise<unknown> => inTime(TRANSPORT_MS, () => this.transport.send({ id, to, code, text }));
      return receiptOf(id, await inSpan('send SMS', { kind: 'client', attributes: { 'castellan.sms.provider': this.provider } }, send));
    } catch (error) {
      if (error instanceof SmsFailed && /^\w{1,40}$/.test(error.code)) throw error;
      this.logger.warn(`The transport of SMS failed: ${plainError(error instanceof Error ? error.message : 'what it threw is no error')}`);
      throw new SmsFailed('transport', false);
    }
  }
}

function receiptOf(id: string, given: unknown): SmsReceipt {
  const { messageId, status } = (given ?? {}) as Readonly<Record<string, unknown>>;
  const isName = typeof messageId === 'string' && messageId !== '' && messageId.length <= MAX_MESSAGE_ID_LENGTH;
  return { messageId: isName ? messageId : id, status: SMS_STATUSES.find((known) => known === status) ?? ('sent' satisfies SmsStatus) };
}
