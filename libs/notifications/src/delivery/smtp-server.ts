import type { NotificationsOptions } from '../notifications.options.js';
import { senderDomain } from './sender-domain.js';

const TIMEOUTS_MS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 } as const;

interface SmtpServer {
  readonly url: string;
  /** What the server is greeted with; in the URL as `?name=` it is left to that. */
  readonly name?: string;
}

/**
 * An SMTP server by its URL, with time-outs that keep a hung server from holding the queue. It is greeted with a name (RFC 5321 §4.1.4):
 * a container has none of its own, and nodemailer would say `[127.0.0.1]`, which filters take for a forgery.
 */
export function smtpServer(url: string, { ehloName, from }: Pick<NotificationsOptions, 'ehloName' | 'from'>): SmtpServer {
  const name = new URL(url).searchParams.has('name') ? {} : { name: ehloName ?? senderDomain(from) };
  return { url, ...name, ...TIMEOUTS_MS };
}
