import type { SmsStatus } from './sms-status.js';

/** One SMS on its way out. */
export interface OutgoingSms {
  /** Of the delivery; the same in every run. */
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly code: string;
}

/** What the provider said when it took the message. */
export interface SmsReceipt {
  readonly messageId: string;
  readonly status: SmsStatus;
}

/** The port to whoever delivers SMS. */
export abstract class SmsSender {
  /** The provider's name, for operators. */
  abstract readonly provider: string;

  /** @throws SmsFailed when the provider did not take it */
  abstract send(sms: OutgoingSms): Promise<SmsReceipt>;
}

/** The provider did not take a message. Carries a code alone: the words of providers name the number. */
export class SmsFailed extends Error {
  /** @param isPermanent trying again will not help */
  constructor(
    readonly code: string,
    readonly isPermanent: boolean,
  ) {
    super(`The SMS was not taken: ${code}.`);
    this.name = SmsFailed.name;
  }
}
