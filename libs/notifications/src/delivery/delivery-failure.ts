import { plainError } from '@castellan/data';
import { MailRefused } from './mail-transport.js';

/** A mail was not delivered; the job is tried again. Carries no cause: what nodemailer throws holds the envelope. */
export class DeliveryFailed extends Error {
  constructor(readonly summary: string) {
    super(`The mail could not be delivered: ${summary}.`);
    this.name = DeliveryFailed.name;
  }
}

export interface Failure {
  /** True when the mail server refused this recipient or this message for good (5yz, RFC 5321 §4.2.1). */
  readonly isPermanent: boolean;
  /** Fit for logs and the job table: codes and the server's answer, without what names the recipient or opens something. */
  readonly summary: string;
}

/** Commands whose refusal is about the one mail; a 5yz to AUTH or MAIL FROM is a wrong configuration, which an operator can mend. */
const ABOUT_THE_MAIL: readonly unknown[] = ['RCPT TO', 'DATA'];

/** Reads what a transport threw, nodemailer or another. */
export function failureOf(error: unknown, recipient: string): Failure {
  if (error instanceof MailRefused) return { isPermanent: true, summary: withoutRecipient(error.message, recipient) };
  const { code, originalCode, response, responseCode, command } = fieldsOf(error);
  const refused = typeof responseCode === 'number' && responseCode >= 500 && ABOUT_THE_MAIL.includes(command);
  // nodemailer itself refuses addresses that no SMTP command can carry, such as one with a line break in it.
  const unspeakable = code === 'EENVELOPE' && command === 'API';
  const codes = [originalCode ?? code, command, responseCode].filter((part) => part !== undefined && part !== false).join(' ');
  const answer = typeof response === 'string' ? `: ${withoutRecipient(response, recipient)}` : '';
  return { isPermanent: refused || unspeakable, summary: codes ? codes + answer : withoutRecipient(String(error), recipient) };
}

/** Servers repeat whom they refuse, some without the domain, and say it in several lines. */
export function withoutRecipient(response: string, recipient: string): string {
  const name = recipient.slice(0, recipient.lastIndexOf('@'));
  const line = response.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  const parts = [recipient, name].filter((part) => part.length > 1);
  return plainError(parts.reduce((text, part) => text.replace(literally(part), '…'), line));
}

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'giu');
}

function fieldsOf(error: unknown): Readonly<Record<string, unknown>> {
  return error instanceof Error ? Object.fromEntries(Object.entries(error)) : {};
}
