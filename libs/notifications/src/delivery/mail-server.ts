import { Inject, Injectable } from '@nestjs/common';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { smtpServer } from './smtp-server.js';

/** What the mail server can do. */
@Injectable()
export class MailServer {
  constructor(@Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsRules) {}

  /**
   * Whether it can be told to write to this address. Letters beyond ASCII before the `@` need SMTPUTF8 (RFC 6531 §3.1): a server without
   * it is never sent them, as it may read another mailbox. Those behind the `@` become ASCII (RFC 5890). @throws what nodemailer throws
   */
  async carries(address: string): Promise<boolean> {
    const isAscii = /^[\x20-\x7e]*$/.test(address.slice(0, address.lastIndexOf('@')));
    return isAscii || this.options.smtpUrl === null || (await extensions(this.options.smtpUrl, this.options)).includes('SMTPUTF8');
  }
}

function extensions(url: string, options: NotificationsRules): Promise<readonly string[]> {
  const connection = new SMTPConnection({ ...parseConnectionUrl(url), ...smtpServer(url, options) });
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.connect((error) => {
      // what nodemailer itself decides by; it has no public name
      const { _supportedExtensions: supported } = connection as unknown as { readonly _supportedExtensions: readonly string[] };
      connection.quit();
      if (error) reject(error);
      else resolve(supported);
    });
  });
}
