/** A mail was not delivered; the job is tried again. Carries no cause: the server's words and the SMTP envelope hold the address. */
export class DeliveryFailed extends Error {
  constructor(summary: string) {
    super(`The mail could not be delivered: ${summary}.`);
    this.name = DeliveryFailed.name;
  }
}

export interface Failure {
  /** True when the mail server refused this recipient or this message for good (5yz, RFC 5321 §4.2.1). */
  readonly isPermanent: boolean;
  /** Fit for logs and the job table: codes only, or the message of an error that has none, which is not nodemailer's or a server's. */
  readonly summary: string;
}

/** Commands whose refusal is about the one mail; a 5yz to AUTH or MAIL FROM is a wrong configuration, which an operator can mend. */
const ABOUT_THE_MAIL: readonly unknown[] = ['RCPT TO', 'DATA'];

/** Reads what nodemailer threw. */
export function failureOf(error: unknown): Failure {
  const { code, originalCode, responseCode, command } = fieldsOf(error);
  const refused = typeof responseCode === 'number' && responseCode >= 500 && ABOUT_THE_MAIL.includes(command);
  // nodemailer itself refuses addresses that no SMTP command can carry, such as one with a line break in it.
  const unspeakable = code === 'EENVELOPE' && command === 'API';
  const codes = [originalCode ?? code, command, responseCode].filter((part) => part !== undefined && part !== false);
  return { isPermanent: refused || unspeakable, summary: codes.join(' ') || String(error) };
}

function fieldsOf(error: unknown): Readonly<Record<string, unknown>> {
  return error instanceof Error ? Object.fromEntries(Object.entries(error)) : {};
}
