import { Unavailable } from '@castellan/common';
import { Allowances } from '@castellan/limits';
import type { Allowance } from '@castellan/limits';
import { Inject, Injectable } from '@nestjs/common';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { Recipients } from './recipients.js';
import { SmsBreaker } from './sms-breaker.js';
import type { StopReason } from './sms-breaker.js';
import { lineOf } from './sms-line.js';
import type { SmsAllowances } from './sms.options.js';
import type { SmsRefusal, Sms } from './sms.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What may be spent, where the host does not tell. */
export const SMS_ALLOWANCES: SmsAllowances = { numberPerHour: 5, networkPerDay: 20, perHour: 100, perDay: 1000 };
/** Of the allowances of all, what may go to numbers that are not proven yet; the rest is kept for those who sign in by SMS. */
const SHARE_OF_NEW_NUMBERS = 0.5;
const E164 = /^\+[1-9]\d{6,14}$/; // ITU-T E.164 §6: at most 15 digits

/** What it is refused with, and what stops then. */
interface RefusingAllowance extends Allowance {
  readonly refusal: SmsRefusal;
  /** What is spent for everybody stops everything, and what is spent for new numbers stops those. */
  readonly stops?: StopReason;
}

/**
 * Against SMS pumping: numbers of one's own at expensive networks, written to through our forms. Only allowed countries, and allowances
 * by number, by client network, by the hour and by the day, half of which is kept for proven numbers: anybody can name new ones. When the store is away nothing is sent: each message costs money.
 */
@Injectable()
export class SmsAllowance {
  constructor(
    private readonly allowances: Allowances,
    private readonly recipients: Recipients,
    private readonly breaker: SmsBreaker,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsRules,
  ) {}

  /** Takes one message out of every allowance; null if it may be sent. */
  async take(sms: Pick<Sms, 'to' | 'clientNetwork' | 'provesNumber'>): Promise<SmsRefusal | null> {
    const { to } = sms;
    const { provider, prefixes } = this.options.sms;
    if (provider.kind === 'off') return 'sms_off';
    if (!E164.test(to) || prefixes?.some((prefix) => to.startsWith(prefix)) === false) return 'sms_prefix';
    try {
      return (await this.breaker.isOpen(lineOf(sms))) ? 'sms_stopped' : await this.takeEach(this.allowancesOf(sms));
    } catch (error) {
      if (error instanceof Unavailable) return 'sms_store_away';
      throw error;
    }
  }

  /** One atomic step each. What was taken before a refusal is given back, so that one who is refused spends nothing of others. */
  private async takeEach(allowances: readonly RefusingAllowance[]): Promise<SmsRefusal | null> {
    const taken: RefusingAllowance[] = [];
    for (const allowance of allowances) {
      const { isOver, ttlMs } = await this.allowances.take(allowance);
      if (isOver) {
        for (const earlier of taken) await this.allowances.giveBack(earlier);
        if (allowance.stops) await this.breaker.stop(allowance.stops, allowance.windowMs === DAY_MS ? ttlMs : HOUR_MS);
        return allowance.refusal;
      }
      taken.push(allowance);
    }
    return null;
  }

  /** The narrow ones first. Keyed, so that the store tells neither who is written to nor who asks. */
  private allowancesOf({
    to,
    clientNetwork,
    provesNumber,
  }: Pick<Sms, 'to' | 'clientNetwork' | 'provesNumber'>): readonly RefusingAllowance[] {
    const { networkPerDay, numberPerHour, perHour, perDay } = this.options.sms.allowances;
    const keyed = (kind: string, value: string): string => `sms:${kind}:${this.recipients.hash(value).toString('base64url')}`;
    return [
      { name: keyed('network', clientNetwork), uses: networkPerDay, windowMs: DAY_MS, refusal: 'sms_network_limit' },
      { name: keyed('number', to), uses: numberPerHour, windowMs: HOUR_MS, refusal: 'sms_number_limit' },
      ...(provesNumber ? this.allowancesOfNewNumbers() : []),
      { name: 'sms:hour', uses: perHour, windowMs: HOUR_MS, refusal: 'sms_hour_budget', stops: 'hour' },
      { name: 'sms:day', uses: perDay, windowMs: DAY_MS, refusal: 'sms_day_budget', stops: 'day' },
    ];
  }

  private allowancesOfNewNumbers(): readonly RefusingAllowance[] {
    const { perHour, perDay } = this.options.sms.allowances;
    const part = (limit: number): number => Math.floor(limit * SHARE_OF_NEW_NUMBERS);
    return [
      { name: 'sms:new:hour', uses: part(perHour), windowMs: HOUR_MS, refusal: 'sms_new_numbers', stops: 'newNumbersHour' },
      { name: 'sms:new:day', uses: part(perDay), windowMs: DAY_MS, refusal: 'sms_new_numbers', stops: 'newNumbersDay' },
    ];
  }
}
