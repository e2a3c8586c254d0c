import { Clock, Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { MailQueue } from '../delivery/mail-queue.js';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { SmsDeliveriesRepository } from './sms-deliveries.repository.js';
import type { SmsLine } from './sms-line.js';

const HOUR_MS = 3_600_000;
/** So few failures may be chance. */
const LEAST_DELIVERIES = 20;

/**
 * Why SMS stops (in words: `mails.sms-stopped.reasons` of the message files), and what that stops: numbers that nobody has proven stop
 * nobody else.
 */
const STOPS = {
  hour: 'both',
  day: 'both',
  failures: 'both',
  newNumbersHour: 'new',
  newNumbersDay: 'new',
  newNumbersFailures: 'new',
} as const satisfies Readonly<Record<string, SmsLine | 'both'>>;

export type StopReason = keyof typeof STOPS;

const keyOf = (what: SmsLine | 'both'): string => (what === 'both' ? 'sms:stopped' : `sms:stopped:${what}`);

/**
 * Stops SMS while something is wrong with it: pumping costs money by the message, and a provider that fails is no way to sign in.
 * Of all that notice at once one stops it, logs it and mails the operators.
 */
@Injectable()
export class SmsBreaker {
  private readonly logger = new Logger(SmsBreaker.name);

  constructor(
    private readonly store: EphemeralStore,
    private readonly deliveries: SmsDeliveriesRepository,
    private readonly mails: MailQueue,
    private readonly clock: Clock,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsRules,
  ) {}

  /** @throws Unavailable when the store is away */
  async isOpen(line: SmsLine): Promise<boolean> {
    return (await this.store.get(keyOf('both'))) !== null || (await this.store.get(keyOf(line))) !== null;
  }

  /** Stops for an hour, or for as long as the budget is spent. The mail joins the open transaction; the log does not wait for it. */
  async stop(reason: StopReason, ms: number = HOUR_MS): Promise<void> {
    if (!(await this.store.setIfAbsent(keyOf(STOPS[reason]), reason, ms))) return;
    const until = this.clock.in(ms);
    const { sms, messages } = this.options;
    const phrase = `reasons.${reason}`;
    this.logger.error(`SMS is stopped until ${until.toISOString()}: ${messages.text('en', `mails.sms-stopped.${phrase}`)}.`);
    const to = sms.operatorsEmail;
    const data = { reason: { phrase }, at: this.clock.now(), until };
    if (to) await this.mails.enqueue({ to, template: 'sms-stopped', data });
  }

  /** A message failed: more than half of at least 20 on its line in the last hour are too many. */
  async afterFailure(line: SmsLine): Promise<void> {
    const { total, failed } = await this.deliveries.outcomesSince(this.clock.in(-HOUR_MS), line);
    if (total < LEAST_DELIVERIES || failed * 2 <= total) return;
    await this.stop(line === 'new' ? 'newNumbersFailures' : 'failures').catch((error: unknown) => {
      // While the store is away nothing is sent anyway; the next failure looks again.
      if (!(error instanceof Unavailable)) throw error;
    });
  }
}
