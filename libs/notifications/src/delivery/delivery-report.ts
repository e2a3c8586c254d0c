import { Injectable, Logger } from '@nestjs/common';

/** What became of a mail, or of one try to send it. A closed list, for the metrics. */
export const MAIL_OUTCOMES = ['sent', 'refused', 'failed', 'over_cap', 'expired', 'held'] as const;
export type MailOutcome = (typeof MAIL_OUTCOMES)[number];

/** What became of an SMS, or of one try to send it. `refused`: for its country, its number, a budget, or because SMS is off or stopped. @internal */
export const SMS_OUTCOMES = ['sent', 'refused', 'failed', 'given_up', 'expired'] as const;
/** @internal */
export type SmsOutcomeCounted = (typeof SMS_OUTCOMES)[number];

/** Counts what becomes of messages, and tells who wants to know that some wait because nothing counts them. */
@Injectable()
export class DeliveryReport {
  private readonly logger = new Logger(DeliveryReport.name);
  private readonly outcomes = new Map<MailOutcome, number>(MAIL_OUTCOMES.map((outcome) => [outcome, 0]));
  private readonly smsOutcomes = new Map<SmsOutcomeCounted, number>(SMS_OUTCOMES.map((outcome) => [outcome, 0]));
  private readonly listeners: (() => Promise<void>)[] = [];

  note(outcome: MailOutcome): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  /** Of this process. */
  counts(): ReadonlyMap<MailOutcome, number> {
    return this.outcomes;
  }

  noteSms(outcome: SmsOutcomeCounted): void {
    this.smsOutcomes.set(outcome, (this.smsOutcomes.get(outcome) ?? 0) + 1);
  }

  smsCounts(): ReadonlyMap<SmsOutcomeCounted, number> {
    return this.smsOutcomes;
  }

  whenHeld(listener: () => Promise<void>): void {
    this.listeners.push(listener);
  }

  /** Never rejects: the mail waits, whether or not anybody hears of it. */
  async held(what: string): Promise<void> {
    this.note('held');
    this.logger.warn(`A mail ${what} is not sent now: the store that counts is away or full.`);
    for (const listener of this.listeners) await listener().catch((error: unknown) => this.logger.error(String(error)));
  }
}
