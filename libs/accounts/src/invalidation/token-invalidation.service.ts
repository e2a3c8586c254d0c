import type { EndReason } from '@castellan/access';
import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { DevicesRepository } from '../devices/devices.repository.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { RegistrationsRepository } from '../pending-registrations/registrations.repository.js';
import { UserSessions } from '../sessions/user-sessions.service.js';

/**
 * What follows every change of a credential (docs/reference/contract.md#sessions): each older token dies, and with them the sessions, the
 * mailed links that lead on from there (a reset, a new address), sign-ups that wait for a proof of the address, and the trust in devices. Part of the caller's transaction.
 */
@Injectable()
export class TokenInvalidation {
  constructor(
    private readonly sessions: UserSessions,
    private readonly links: MailedLinks,
    private readonly registrations: RegistrationsRepository,
    private readonly devices: DevicesRepository,
    private readonly bus: RevocationBus,
  ) {}

  /** Gives the new token version; the session to be kept is for the caller to lift over it. */
  async invalidate(userId: string, reason: EndReason, keptSessionId: string | null = null): Promise<number> {
    const version = await this.sessions.endAllWithTokens(userId, reason, keptSessionId);
    await this.links.deleteThoseOfTokens(userId);
    await this.registrations.deleteOf(userId);
    await this.devices.distrustAll(userId);
    await this.bus.publish({ kind: 'user', id: userId });
    if (keptSessionId) await this.bus.publish({ kind: 'session', id: keptSessionId });
    return version;
  }

  /** Takes the trust of all their devices alone: what they were trusted with is another now. */
  distrust(userId: string): Promise<void> {
    return this.devices.distrustAll(userId);
  }
}
