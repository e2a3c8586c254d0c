/** Where SMS leave: nowhere, into the development inbox, by the `smsTransport` that the host gives, or by Twilio. */
export type SmsProvider =
  { readonly kind: 'off' } | { readonly kind: 'own' } | { readonly kind: 'inbox' } | ({ readonly kind: 'twilio' } & TwilioAccount);

/** The account at Twilio that sends and pays. */
export interface TwilioAccount {
  readonly accountSid: string;
  /** Signs in to Twilio's API, and proves that a status report is Twilio's. */
  readonly authToken: string;
  /** A number (E.164), an alphanumeric sender, or a messaging service (`MG…`). */
  readonly from: string;
  /** Where Twilio's API is; its own address unless told, for tests. */
  readonly apiUrl?: string;
}

/** What may be spent, in messages. */
export interface SmsAllowances {
  readonly numberPerHour: number;
  /** By one client network: an IPv4 address or an IPv6 /64. */
  readonly networkPerDay: number;
  readonly perHour: number;
  readonly perDay: number;
}

/** How SMS leave, to whom, and how many. */
export interface SmsOptions {
  readonly provider: SmsProvider;
  /** Beginnings of the numbers that are written to, such as `+49`; null, or left out: every number. */
  readonly prefixes?: readonly string[] | null;
  /** `SMS_ALLOWANCES`, where they are left out. */
  readonly allowances?: Partial<SmsAllowances>;
  /** Where the provider reports what became of a message; it is told when the address is https. */
  readonly statusUrl: string;
  /** Who is told when SMS stops; null, or left out: the log alone. */
  readonly operatorsEmail?: string | null;
}

/** The options as they hold. */
export interface SmsRules extends Required<SmsOptions> {
  readonly allowances: SmsAllowances;
}
