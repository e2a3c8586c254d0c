import { Clock, Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { MailQueue } from '../delivery/mail-queue.js';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsOptions } from '../notifications.options.js';
import { SmsDeliveriesRepository } from './sms-deliveries.repository.js';

const HOUR_MS = 3_600_000;
/** So few failures may be chance. */
const LEAST_DELIVERIES = 20;
const STOPPED = 'sms:stopped';

/** Why SMS stops, as operators read it. */
const REASONS = {
  hour: 'the budget of the hour is spent',
  day: 'the budget of the day is spent',
  failures: 'more than half of the messages of the last hour failed',
} as const;

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
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsOptions,
  ) {}

  /** @throws Unavailable when the store is away */
  async isOpen(): Promise<boolean> {
    return (await this.store.get(STOPPED)) !== null;
  }

  /** Stops for an hour, or for as long as the budget is spent. The mail joins the open transaction; the log does not wait for it. */
  async stop(reason: keyof typeof REASONS, ms: number = HOUR_MS): Promise<void> {
    if (!(await this.store.setIfAbsent(STOPPED, reason, ms))) return;
    const until = this.clock.in(ms);
    this.logger.error(`SMS is stopped until ${until.toISOString()}: ${REASONS[reason]}.`);
    const to = this.options.sms.operatorsEmail;
    if (to) await this.mails.enqueue({ to, template: 'sms-stopped', data: { reason: REASONS[reason], at: this.clock.now(), until } });
  }

  /** A message failed: more than half of at least 20 in the last hour are too many. */
  async afterFailure(): Promise<void> {
    const { total, failed } = await this.deliveries.outcomesSince(this.clock.in(-HOUR_MS));
    if (total < LEAST_DELIVERIES || failed * 2 <= total) return;
    await this.stop('failures').catch((error: unknown) => {
      // While the store is away nothing is sent anyway; the next failure looks again.
      if (!(error instanceof Unavailable)) throw error;
    });
  }
}
