import { join } from 'node:path';
import type { MailerOptions } from '@nestjs-modules/mailer';
import { HandlebarsAdapter } from '@nestjs-modules/mailer/adapters/handlebars.adapter';
import type { Transport } from 'nodemailer';
import type { NotificationsOptions } from '../notifications.options.js';
import { inAttribute } from './in-attribute.js';
import { senderDomain } from './sender-domain.js';
import { TEMPLATES } from './text-twin.js';

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
export function smtpTransport(url: string, { ehloName, from }: Pick<NotificationsOptions, 'ehloName' | 'from'>): SmtpServer {
  const name = new URL(url).searchParams.has('name') ? {} : { name: ehloName ?? senderDomain(from) };
  return { url, ...name, ...TIMEOUTS_MS };
}

/**
 * Renders the HTML of each mail with the handlebars adapter. It is plugged in by hand because the mailer's own way of adding it warns
 * about a missing preview package at every start. Styles are written inline in the templates, so no inliner runs.
 */
export function mailerOptions(transport: Transport | SmtpServer): MailerOptions {
  const adapter = new HandlebarsAdapter({ url: inAttribute }, { inlineCssEnabled: false });
  const options: MailerOptions = {
    transport,
    template: { dir: TEMPLATES, options: { strict: true } },
    options: { partials: { dir: join(TEMPLATES, 'partials') } },
  };
  return { ...options, plugins: [{ step: 'compile', plugin: (mail, done) => render(adapter, mail, done, options) }] };
}

type Done = (error?: Error | null) => void;

/** A template that misses a value throws inside nodemailer's plugin chain, where nobody would catch it: it fails the mail instead. */
function render(adapter: HandlebarsAdapter, mail: unknown, done: Done, options: MailerOptions): void {
  try {
    adapter.compile(mail, done, options);
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
  }
}
