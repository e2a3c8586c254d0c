import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { InvalidLink } from '../errors.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { AccountRecovery, whenRefused } from './account-recovery.service.js';

const CAUSE = 'sign_in_reported';

/** "This wasn't me": by the link in the mail of a new sign-in, and of every way in that was added. */
@Injectable()
export class SignInReport {
  constructor(
    private readonly links: MailedLinks,
    private readonly recovery: AccountRecovery,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** @throws InvalidLink */
  async report(userId: string, token: string, context: RequestContext): Promise<void> {
    const isDone = await this.transaction.run(() => this.takeBack(userId, token, context)).catch(whenRefused);
    if (isDone) return;
    await this.events.record({ event: CAUSE, status: 'failure', reason: 'invalid_link', context });
    throw new InvalidLink();
  }

  private async takeBack(userId: string, token: string, context: RequestContext): Promise<boolean> {
    const link = await this.links.consume('sign_in_report', userId, token);
    if (!link) return false;
    await this.recovery.takeBack(link, { cause: CAUSE, endReason: 'device_reported', context });
    await this.events.record({ event: CAUSE, status: 'success', userId, identifier: link.subject, context });
    return true;
  }
}
