import { normalizeEmail } from './email-address.js';
import { phoneNumber } from './phone-number.js';

/** How a code travels. */
export type OtpChannel = 'email' | 'sms';

/** Who a code is for, as the client named them, in the one form that is counted and stored. */
export interface OtpIdentifier {
  readonly channel: OtpChannel;
  /** A lower-case address, or a number in E.164. */
  readonly value: string;
}

/** Only addresses hold an `@`. Null for what is neither an address nor an international number. @internal */
export function otpIdentifier(typed: string): OtpIdentifier | null {
  const text = typed.trim();
  if (text.includes('@')) return { channel: 'email', value: normalizeEmail(text) };
  const phone = phoneNumber(text);
  return phone === null ? null : { channel: 'sms', value: phone };
}
