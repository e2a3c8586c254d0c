import type { Caller } from '@castellan/access';
import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { deviceName } from '../users/device-name.js';
import { UsersRepository } from '../users/users.repository.js';

/** What is remembered of a phone number's changes, and what their user is told by mail. */
@Injectable()
export class PhoneRecords {
  constructor(
    private readonly events: AccountEvents,
    private readonly notifications: Notifications,
    private readonly users: UsersRepository,
    private readonly links: MailedLinks,
    private readonly clock: Clock,
  ) {}

  async requested(caller: Caller, phone: string, refusal: string | null, context: RequestContext): Promise<void> {
    const outcome = refusal ? ({ status: 'failure', reason: refusal } as const) : ({ status: 'success' } as const);
    await this.events.record({ event: 'phone_change_requested', ...outcome, ...whoIs(caller, phone), context });
  }

  async refused(caller: Caller, phone: string | null, reason: string, context: RequestContext): Promise<void> {
    await this.events.record({ event: 'phone_verified', status: 'failure', reason, ...whoIs(caller, phone), context });
  }

  /** Part of the change's transaction. */
  async verified(caller: Caller, phone: string, context: RequestContext): Promise<void> {
    await this.events.record({ event: 'phone_verified', status: 'success', ...whoIs(caller, phone), context });
    const user = await this.users.find(caller.userId);
    if (!user) return;
    const data = { ...this.what(phone, context), ...(await this.links.reportLink(user)) };
    await this.notifications.send({ to: user.email, template: 'phone-added', data }, { language: context.language });
  }

  /** Part of the change's transaction. */
  async removed(caller: Caller, phone: string, context: RequestContext): Promise<void> {
    await this.events.record({ event: 'phone_removed', status: 'success', ...whoIs(caller, phone), context });
    const user = await this.users.find(caller.userId);
    if (!user) return;
    const data = this.what(phone, context);
    await this.notifications.send({ to: user.email, template: 'phone-removed', data }, { language: context.language });
  }

  private what(phone: string, { userAgent }: RequestContext) {
    return { phone: masked(phone), at: this.clock.now(), deviceName: deviceName(userAgent) };
  }
}

function whoIs({ userId, sessionId }: Caller, phone: string | null) {
  return { userId, sessionId, identifier: phone };
}

/** Enough to know it again. */
function masked(phone: string): string {
  return `${phone.slice(0, 3)} … ${phone.slice(-3)}`;
}
