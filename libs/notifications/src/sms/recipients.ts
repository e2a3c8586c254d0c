import { hmacSha256 } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';

/** What is kept of a number. All numbers there are can be hashed in a minute, so the hash has a key. */
@Injectable()
export class Recipients {
  constructor(@Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsRules) {}

  hash(number: string): Buffer {
    return this.hashes(number)[0]!;
  }

  /** By every key, the current one first: what was written before the secret was changed is found too. */
  hashes(number: string): readonly Buffer[] {
    return this.options.secretKeys.all('notifications/sms').map(({ key }) => hmacSha256(key, number));
  }
}

/** `+491701234567` as `+49…67`: its owner knows it again, nobody can write to it. */
export function maskedNumber(number: string): string {
  return `${number.slice(0, 3)}…${number.slice(-2)}`;
}
