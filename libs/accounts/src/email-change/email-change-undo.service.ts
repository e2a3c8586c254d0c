import type { RequestContext } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { TokenInvalidation } from '../credentials/token-invalidation.service.js';
import { InvalidLink } from '../errors.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { PasswordResetLink } from '../passwords/password-reset-link.service.js';
import { isEmailConflict, UsersRepository } from '../users/users.repository.js';

/**
 * Brings an account back to the address it was moved away from. Whoever moved it was signed in and knew enough to do so, so every
 * session ends, the phone number goes, and the password has to be reset by the restored address before it opens anything again.
 */
@Injectable()
export class EmailChangeUndo {
  constructor(
    private readonly users: UsersRepository,
    private readonly links: MailedLinks,
    private readonly resetLink: PasswordResetLink,
    private readonly invalidation: TokenInvalidation,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly events: AccountEvents,
  ) {}

  /** @throws InvalidLink, also when somebody else proved the old address meanwhile */
  async undo(userId: string, token: string, context: RequestContext): Promise<void> {
    const isDone = await this.transaction.run(() => this.restore(userId, token, context)).catch(whenRefused);
    if (isDone) return;
    await this.events.record({ event: 'email_change_undone', status: 'failure', reason: 'invalid_link', context });
    throw new InvalidLink();
  }

  /** Refuses by throwing: a link that could not be followed now, as for a disabled account, is not spent. */
  private async restore(userId: string, token: string, context: RequestContext): Promise<boolean> {
    const link = await this.links.consume('email_change_undo', userId, token);
    if (!link?.subject) return false;
    const { user, subject: email } = link;
    await this.links.deleteSince('email_change_undo', userId, link.createdAt); // later changes were not the owner's: nor are their ways back
    const squatter = await this.users.deleteUnverified(email); // nobody keeps the way back shut by signing up with it
    if (squatter) await this.bus.publish({ kind: 'user', id: squatter });
    if (squatter) await this.events.erased(squatter);
    if (!(await this.users.giveBack(user, email))) throw new InvalidLink();
    await this.invalidation.invalidate(userId, 'email_changed');
    await this.resetLink.send({ id: userId, email });
    await this.events.record({ event: 'email_change_undone', status: 'success', userId, identifier: email, context });
    return true;
  }
}

function whenRefused(error: unknown): false {
  if (error instanceof InvalidLink || isEmailConflict(error)) return false;
  throw error;
}
