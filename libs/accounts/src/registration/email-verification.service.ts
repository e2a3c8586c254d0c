import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { InvalidLink, PasswordRequired } from '../errors.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { PasswordResetLink } from '../passwords/password-reset-link.service.js';
import type { User } from '../users/user.types.js';
import { LinkProof } from './link-proof.service.js';
import type { Verified } from './link-proof.service.js';
import { RegistrationChoice } from './registration-choice.service.js';
import { UsernameClaims } from './username-claims.service.js';

/** Proves by a mailed link that an address belongs to who reads it, and puts their sign-up into force. */
@Injectable()
export class EmailVerification {
  constructor(
    private readonly links: MailedLinks,
    private readonly choice: RegistrationChoice,
    private readonly proof: LinkProof,
    private readonly claims: UsernameClaims,
    private readonly resetLink: PasswordResetLink,
    private readonly events: AccountEvents,
  ) {}

  /**
   * A wrong password, or one that is missing, spends no link.
   * @throws InvalidLink for a wrong, used, replaced or expired token alike, PasswordRequired where several have signed up, Unavailable
   */
  async verify(userId: string, token: string, password: string | null, context: RequestContext): Promise<Verified> {
    const user = await this.links.ownerOf('verify_email', userId, token);
    if (!user) throw await this.refused(null, new InvalidLink(), context);
    const verified = await this.prove(user, token, password, context).catch((error: unknown) => this.whenUnproven(user, error, context));
    if (!verified) throw await this.refused(null, new InvalidLink(), context);
    return verified;
  }

  private async prove(user: User, token: string, password: string | null, context: RequestContext): Promise<Verified | null> {
    const fitting = await this.choice.fitting(user, password);
    return this.claims.settle(() => this.consume(user.id, token, fitting, context));
  }

  private async consume(userId: string, token: string, fitting: string | null, context: RequestContext): Promise<Verified | null> {
    const link = await this.links.consume('verify_email', userId, token);
    if (!link) return null;
    const decision = await this.choice.decide(userId, fitting);
    const verified = await this.proof.prove(link.user, decision, context);
    if (!verified.hasWayIn) await this.resetLink.send(link.user, context);
    await this.events.record({ event: 'email_verified', status: 'success', userId, identifier: link.user.email, context });
    return verified;
  }

  private async whenUnproven(user: User, error: unknown, context: RequestContext): Promise<never> {
    const isRefusal = error instanceof PasswordRequired || error instanceof InvalidLink;
    throw isRefusal ? await this.refused(user, error, context) : error;
  }

  private async refused<E extends InvalidLink | PasswordRequired>(user: User | null, error: E, context: RequestContext): Promise<E> {
    const who = { userId: user?.id ?? null, identifier: user?.email ?? null };
    await this.events.record({ event: 'email_verified', status: 'failure', reason: error.code, ...who, context });
    return error;
  }
}
