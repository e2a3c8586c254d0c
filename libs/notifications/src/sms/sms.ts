/** What each SMS is told. */
export interface SmsData {
  /** A one-time code, secret until it is used. */
  readonly otp: { readonly code: string };
}

/** One SMS to one number: `{to, template, data}`, and whose request it is. */
export type Sms = {
  [Template in keyof SmsData]: {
    /** E.164: `+` and digits. */
    readonly to: string;
    readonly template: Template;
    readonly data: SmsData[Template];
    /** The client's network, as `clientNetwork` of libs/common writes it. */
    readonly clientNetwork: string;
    /** It goes to a number that nobody has proven yet, to prove it. Such ones share a part of the budgets of all. */
    readonly provesNumber?: boolean;
    /** Whose message it is, where the number is not theirs yet. */
    readonly userId?: string;
    /** The `Accept-Language` of the request that caused it. */
    readonly language?: string | null | undefined;
  };
}[keyof SmsData];

/** Why an SMS is not sent; for `auth_events` and operators, never for the client. */
export type SmsRefusal =
  | 'sms_off'
  | 'sms_prefix'
  | 'sms_stopped'
  | 'sms_number_limit'
  | 'sms_network_limit'
  | 'sms_hour_budget'
  | 'sms_new_numbers'
  | 'sms_day_budget'
  | 'sms_store_away';

/** An SMS is queued, or refused and never sent. */
export type SmsOutcome = 'queued' | { readonly refused: SmsRefusal };
