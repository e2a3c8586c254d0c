/** Where SMS leave: nowhere, into the development inbox, or by Twilio. */
export type SmsProvider = { readonly kind: 'off' } | { readonly kind: 'inbox' } | ({ readonly kind: 'twilio' } & TwilioAccount);

export interface TwilioAccount {
  readonly accountSid: string;
  /** Signs in to Twilio's API, and proves that a status report is Twilio's. */
  readonly authToken: string;
  /** A number (E.164), an alphanumeric sender, or a messaging service (`MG…`). */
  readonly from: string;
  /** Where Twilio's API is; its own address unless told, for tests. */
  readonly apiUrl?: string;
}

/** What may be spent (contract §4), in messages. */
export interface SmsLimits {
  readonly numberPerHour: number;
  /** By one client network: an IPv4 address or an IPv6 /64. */
  readonly networkPerDay: number;
  readonly perHour: number;
  readonly perDay: number;
}

export interface SmsOptions {
  readonly provider: SmsProvider;
  /** Beginnings of the numbers that are written to, such as `+49`; null: every number. */
  readonly prefixes: readonly string[] | null;
  readonly limits: SmsLimits;
  /** Where the provider reports what became of a message; it is told when the address is https. */
  readonly statusUrl: string;
  /** Who is told when SMS stops; null: the log alone. */
  readonly operatorsEmail: string | null;
}
