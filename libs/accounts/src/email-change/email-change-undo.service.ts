import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { InvalidLink } from '../errors.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { AccountRecovery, whenRefused } from '../recovery/account-recovery.service.js';

const CAUSE = 'email_change_undone';

/** Brings an account back to the address it was moved away from. Whoever moved it was signed in and knew enough to do so: they are out. */
@Injectable()
export class EmailChangeUndo {
  constructor(
    private readonly links: MailedLinks,
    private readonly recovery: AccountRecovery,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** @throws InvalidLink, also when somebody else proved the old address meanwhile */
  async undo(userId: string, token: string, context: RequestContext): Promise<void> {
    const isDone = await this.transaction.run(() => this.takeBack(userId, token, context)).catch(whenRefused);
    if (isDone) return;
    await this.events.record({ event: CAUSE, status: 'failure', reason: 'invalid_link', context });
    throw new InvalidLink();
  }

  private async takeBack(userId: string, token: string, context: RequestContext): Promise<boolean> {
    const link = await this.links.consume('email_change_undo', userId, token);
    if (!link) return false;
    await this.recovery.takeBack(link, { cause: CAUSE, endReason: 'email_changed', context });
    return true;
  }
}
