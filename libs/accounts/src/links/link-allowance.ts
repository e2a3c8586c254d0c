import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';

/**
 * Says whether one more link may be made for an address by those who need not prove anything. Beyond the cap on mails its mail would be
 * dropped in silence, so it must not kill the older link, which did arrive: else a stranger could keep the owner from ever using one.
 */
@Injectable()
export class LinkAllowance {
  constructor(private readonly notifications: Notifications) {}

  /** Counts the mail to come, unless nothing would be sent. False while the store is away. */
  take(kind: 'verify-email' | 'password-reset' | 'panel-enrolment', email: string, { sendsNothing = false } = {}): Promise<boolean> {
    return this.notifications.allows(kind, email, { sendsNothing });
  }
}
