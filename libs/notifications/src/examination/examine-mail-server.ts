import { fault, type Finding, ok, warning } from '@castellan/common';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { failureOf } from '../delivery/delivery-failure.js';
import { smtpServer } from '../delivery/smtp-server.js';
import type { NotificationsOptions } from '../notifications.options.js';

const TIMEOUT_MS = 5_000;
const LOCAL = /^(?:localhost|127\.|\[?::1)/;

/** Greets the mail server, and signs in where the address says how; nothing is sent. @internal */
export async function examineMailServer(
  url: string,
  options: Pick<NotificationsOptions, 'ehloName' | 'from'>,
): Promise<readonly Finding[]> {
  const { auth, ...address } = parseConnectionUrl(url);
  const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const connection = new SMTPConnection({ ...address, ...smtpServer(url, options), ...limits });
  try {
    await settled(connection, (done) => connection.connect(done));
    const way = wayFinding(connection.secure, address.host ?? '');
    if (!auth) return [way, ok('mail', 'SMTP_URL has no user: mail is handed over without signing in')];
    const signedIn = await settled(connection, (done) => connection.login(auth, done)).then(
      () => ok('mail', 'it takes user and password'),
      refused,
    );
    return [way, signedIn];
  } catch (error) {
    return [away(error)];
  } finally {
    connection.close();
  }
}

/** nodemailer tells by the callback, or else by an event. */
function settled(connection: SMTPConnection, step: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    step((error) => (error ? reject(error) : resolve()));
  });
}

function wayFinding(isSecure: boolean, host: string): Finding {
  if (isSecure) return ok('mail', 'the mail server greets, over TLS');
  if (LOCAL.test(host)) return ok('mail', 'the mail server greets, on this machine');
  const line = 'set: SMTP_URL=smtp://user:password@mail.example.com:587?requireTLS=true';
  return warning('mail', 'the mail server greets, in the clear: mailed links could be read on their way', line);
}

const reasonOf = (error: unknown): string => failureOf(error, '').summary;

const refused = (error: unknown): Finding =>
  fault('mail', `it refuses user and password: ${reasonOf(error)}`, 'set: SMTP_URL=smtps://user:password@mail.example.com:465');

const away = (error: unknown): Finding =>
  fault('mail', `SMTP_URL cannot be used: ${reasonOf(error)}`, 'set: SMTP_URL=smtps://user:password@mail.example.com:465');
