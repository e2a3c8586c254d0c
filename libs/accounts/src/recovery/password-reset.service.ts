import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { InvalidLink } from '../errors.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { AddressProof } from '../registration/address-proof.service.js';
import type { User } from '../users/user.types.js';
import { whenRefused } from './account-recovery.service.js';
import { Eviction } from './eviction.service.js';
import { NewPassword } from '../passwords/new-password.service.js';
import { PasswordReplacement } from '../passwords/password-replacement.service.js';

const CAUSE = 'password_reset';

/**
 * Sets a new password by a mailed link. It signs nobody in and lifts no second factor (OWASP Forgot Password Cheat Sheet) that its owner
 * has had for 72 hours: a younger one may be a thief's, and is what would keep the owner out (docs/reference/contract.md#recovery,
 * docs/decisions/0012-a-reset-lifts-what-is-young.md).
 */
@Injectable()
export class PasswordReset {
  constructor(
    private readonly links: MailedLinks,
    private readonly newPassword: NewPassword,
    private readonly replacement: PasswordReplacement,
    private readonly addressProof: AddressProof,
    private readonly eviction: Eviction,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** @throws InvalidLink, ValidationFailed for a refused password, which spends no link */
  async confirm(userId: string, token: string, password: string, context: RequestContext): Promise<void> {
    const user = await this.links.ownerOf('password_reset', userId, token);
    if (!user) throw await this.refused(userId, context);
    const passwordHash = await this.newPassword.hash(password, user, 'new_password');
    const isDone = await this.transaction.run(() => this.replace(user, token, passwordHash, context)).catch(whenRefused);
    if (!isDone) throw await this.refused(userId, context);
  }

  /** Reading the mail proves the address, too; the unproven account's password is the one that is replaced here. */
  private async replace(user: User, token: string, passwordHash: string, context: RequestContext): Promise<boolean> {
    if (!(await this.links.consume('password_reset', user.id, token))) return false;
    const removed = await this.eviction.evict(user, null, { cause: CAUSE, context });
    const replacement = { user, passwordHash, reason: CAUSE, keptSessionId: null, removed, context } as const;
    if ((await this.replacement.replace(replacement)) === null) throw new InvalidLink(); // another change came first
    await this.addressProof.byReset(user);
    await this.events.record({ event: CAUSE, status: 'success', userId: user.id, identifier: user.email, context });
    return true;
  }

  private async refused(userId: string, context: RequestContext): Promise<InvalidLink> {
    await this.events.record({ event: CAUSE, status: 'failure', reason: 'invalid_link', context });
    return new InvalidLink();
  }
}
