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
  /** Codes only, fit for logs and the job table. */
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
  return { isPermanent: refused || unspeakable, summary: summaryOf([originalCode ?? code, command, responseCode]) };
}

function fieldsOf(error: unknown): Readonly<Record<string, unknown>> {
  return error instanceof Error ? { ...error } : {};
}

function summaryOf(parts: readonly unknown[]): string {
  return parts.filter((part) => typeof part === 'string' || typeof part === 'number').join(' ') || 'unexpected failure';
}
