import { hmacSha256 } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';

/** What is kept of an address, so that its mails can be found by whoever types the whole of it. Keyed: addresses can be guessed. */
@Injectable()
export class MailRecipients {
  constructor(@Inject(NOTIFICATIONS_OPTIONS) private readonly options: Pick<NotificationsRules, 'secretKeys'>) {}

  hash(address: string): string {
    return this.hashes(address)[0]!;
  }

  /** By every key, the current one first: what was written before the secret was changed is found too. */
  hashes(address: string): readonly string[] {
    const written = address.trim().normalize('NFC').toLowerCase();
    return this.options.secretKeys.all('notifications/mail').map(({ key }) => hmacSha256(key, written).toString('base64url'));
  }
}
