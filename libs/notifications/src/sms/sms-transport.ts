import type { SmsStatus } from './sms-status.js';

/** One SMS on its way out. */
export interface OutgoingSms {
  /** Of the delivery; the same in every try: what a provider takes as an idempotency key. */
  readonly id: string;
  /** E.164: `+` and digits. */
  readonly to: string;
  readonly text: string;
  /** The one-time code that is in it. */
  readonly code: string;
}

/** What the provider said when it took the message. */
export interface SmsReceipt {
  /** By which `SmsDeliveries.applyStatus` finds it again, when the provider reports what became of it. */
  readonly messageId: string;
  readonly status: SmsStatus;
}

/**
 * Port: takes SMS to whoever delivers them. By default Twilio, the development inbox or nobody, as `sms.provider` says; with one of the
 * host SMS are on. Countries, budgets, the queue and its tries stay whatever stands here.
 *
 * Called by the queue's worker, in no transaction and never while somebody waits. A message may come twice (a process may die between
 * the answer and our note of it), with the same `id`.
 */
export abstract class SmsTransport {
  /** The provider's name, for operators: at most 40 characters. */
  abstract readonly provider: string;

  /**
   * Resolves when the provider took the message, which is paid for from then on: a receipt that cannot be read counts as `sent`. Whatever
   * else it throws, and when it has not answered within 20 seconds, it is asked again for the five minutes that a code lives.
   * @throws SmsFailed when the provider did not take it
   */
  abstract send(sms: OutgoingSms): Promise<SmsReceipt>;
}

/** The provider did not take a message. Carries a code alone: the words of providers name the number. */
export class SmsFailed extends Error {
  /**
   * @param code letters, digits and `_`, at most 40
   * @param isPermanent trying again will not help
   */
  constructor(
    readonly code: string,
    readonly isPermanent: boolean,
  ) {
    super(`The SMS was not taken: ${code}.`);
    this.name = SmsFailed.name;
  }
}
