import type { Sms } from './sms.js';

/**
 * SMS go on two lines, which stop apart: those that prove a new number, which whoever has an account can cause and aim where nothing
 * arrives, and those to proven numbers, by which people sign in.
 */
export type SmsLine = 'new' | 'proven';

export function lineOf({ provesNumber }: Pick<Sms, 'provesNumber'>): SmsLine {
  return provesNumber ? 'new' : 'proven';
}
