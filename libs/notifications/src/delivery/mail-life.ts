import { MAIL_KINDS } from '../mail-kinds.js';
import type { MailKind } from '../mail-kinds.js';
import type { Mail } from '../mails.js';
import type { QueuedMail } from './mail-seal.js';

const MINUTE_MS = 60_000;

/** When the code or link in the mail dies, in milliseconds; null for what is worth reading however late it comes. */
export function expiryOf({ template, data }: Mail, now: number): number | null {
  const kind: MailKind = MAIL_KINDS[template];
  return kind.expires && 'minutes' in data ? now + data.minutes * MINUTE_MS : null;
}

/** The mail with the minutes that are left of it, for it may have waited; null when none is. */
export function whatIsLeftOf(mail: QueuedMail, now: number): QueuedMail | null {
  if (mail.expiresAt === undefined) return mail;
  const minutes = Math.ceil((mail.expiresAt - now) / MINUTE_MS);
  if (minutes <= 0) return null;
  return { ...mail, told: { ...mail.told, minutes: Math.min(minutes, Number(mail.told['minutes'])) } };
}
