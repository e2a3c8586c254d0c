import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { TokenInvalidation } from '../invalidation/token-invalidation.service.js';
import { InvalidLink } from '../errors.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import type { SpentLink } from '../links/mailed-links.service.js';
import { PasswordResetLink } from '../passwords/password-reset-link.service.js';
import { CredentialsRepository } from '../users/credentials.repository.js';
import { isEmailConflict } from '../users/addresses.repository.js';
import { Eviction } from './eviction.service.js';
import { FormerAddress } from './former-address.service.js';

/** A way back, and what its history and its sessions are told. */
export interface WayBack {
  readonly cause: 'sign_in_reported' | 'email_change_undone';
  readonly endReason: 'device_reported' | 'email_changed';
  readonly context: RequestContext;
}

/**
 * Gives an account back to the reader of the address that the link was mailed to, and to nobody else (docs/reference/contract.md#recovery):
 * whatever another may hold of it is worth nothing afterwards. Every way back calls this, in the transaction that spends its link.
 */
@Injectable()
export class AccountRecovery {
  constructor(
    private readonly address: FormerAddress,
    private readonly credentials: CredentialsRepository,
    private readonly invalidation: TokenInvalidation,
    private readonly eviction: Eviction,
    private readonly links: MailedLinks,
    private readonly resetLink: PasswordResetLink,
  ) {}

  /** @throws InvalidLink, also when somebody else proved the address meanwhile: the link must then stay unspent */
  async takeBack({ user, subject: email, createdAt }: SpentLink, { cause, endReason, context }: WayBack): Promise<void> {
    if (email === null) throw new InvalidLink();
    await this.address.restore(user, email, context);
    await this.credentials.requirePasswordReset(user.id);
    await this.invalidation.invalidate(user.id, endReason);
    await this.eviction.evict(user, createdAt, { cause, context }, [user.email, email]);
    await this.links.deleteOutranked(user.id, email, createdAt);
    await this.resetLink.send({ id: user.id, email }, context, 'account-recovered');
  }
}

/** Of a way back that failed: could its link not be followed, or is there a fault? */
export function whenRefused(error: unknown): false {
  if (error instanceof InvalidLink || isEmailConflict(error)) return false;
  throw error;
}
