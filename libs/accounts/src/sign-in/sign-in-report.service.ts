import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { DevicesRepository } from '../devices/devices.repository.js';
import { InvalidLink } from '../errors.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { PasswordResetLink } from '../passwords/password-reset-link.service.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { UsersRepository } from '../users/users.repository.js';

/** "This wasn't me": ends the reported session and all others of its device, forgets the device, and asks for a new password before the old one opens anything again. */
@Injectable()
export class SignInReport {
  constructor(
    private readonly links: MailedLinks,
    private readonly users: UsersRepository,
    private readonly sessions: UserSessions,
    private readonly devices: DevicesRepository,
    private readonly resetLink: PasswordResetLink,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** @throws InvalidLink */
  async report(userId: string, token: string, context: RequestContext): Promise<void> {
    const isDone = await this.transaction.run(() => this.end(userId, token, context));
    if (isDone) return;
    await this.events.record({ event: 'sign_in_reported', status: 'failure', reason: 'invalid_link', context });
    throw new InvalidLink();
  }

  private async end(userId: string, token: string, context: RequestContext): Promise<boolean> {
    const link = await this.links.consume('sign_in_report', userId, token);
    if (!link?.subject) return false;
    await this.endSession(userId, link.subject);
    await this.users.distrustFirstFactors(userId);
    await this.resetLink.send(link.user);
    await this.events.record({ event: 'sign_in_reported', status: 'success', userId, sessionId: link.subject, context });
    return true;
  }

  private async endSession(userId: string, sessionId: string): Promise<void> {
    const deviceId = await this.sessions.deviceOf(sessionId);
    await this.sessions.endReported(userId, sessionId);
    if (deviceId === null) return;
    await this.sessions.endOnDevice(userId, deviceId, 'device_reported'); // further sign-ins on a known device were not mailed
    await this.devices.delete(userId, deviceId);
  }
}
