import { Clock } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import { MailedLinks } from '../links/mailed-links.service.js';
import { KnownPlaces } from '../users/known-places.service.js';
import type { User } from '../users/user.types.js';

/** A young account meets each of its devices for the first time: nobody needs a mail about that (docs/reference/contract.md#signing-in). */
const QUIET_AGE_MS = 24 * 3_600_000;

/** Where and when somebody got in. */
export interface ArrivalOnDevice {
  /** As people read it. */
  readonly deviceName: string;
  readonly ip: string;
  readonly at: Date;
  /** See `RequestContext`. */
  readonly language?: string | null | undefined;
}

/** Tells the owner of an account of a sign-in from a device that was never seen, with a link that says it was not them. */
@Injectable()
export class NewDeviceMail {
  constructor(
    private readonly links: MailedLinks,
    private readonly notifications: Notifications,
    private readonly places: KnownPlaces,
    private readonly clock: Clock,
  ) {}

  /** Not of a young account, unless it is an operator's: staff is told from the first day on. Part of the caller's transaction. */
  async send(user: User, { deviceName, ip, at, language }: ArrivalOnDevice, { toYoung }: { readonly toYoung: boolean }): Promise<void> {
    if (!toYoung && this.clock.millis() - user.dateJoined.getTime() <= QUIET_AGE_MS) return;
    const place = this.places.now(ip);
    const data = { deviceName, ip, ...(place !== null && { place }), at, ...(await this.links.reportLink(user)) };
    await this.notifications.send({ to: user.email, template: 'new-device', data }, { language });
  }
}
