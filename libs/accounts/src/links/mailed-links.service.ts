import { Clock, randomToken } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { NOBODY } from '../users/nobody.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { linkLifetimeMs, linkPage } from './link-purposes.js';
import type { LinkPurpose } from './link-purposes.js';
import { MailedLinksRepository } from './mailed-links.repository.js';
import type { LinkContent } from './mailed-links.repository.js';

/** A link that was just spent, and its user, whose row stays locked until the transaction ends. */
export interface SpentLink extends LinkContent {
  readonly user: User;
}

/**
 * The mailed links of every purpose (`LINK_PURPOSES`): 256 random bits, one use, no use for another purpose. Issuing, consuming and
 * deleting are part of the caller's transaction, so that no link outlives a change that was rolled back, nor the other way round.
 */
@Injectable()
export class MailedLinks {
  constructor(
    private readonly links: MailedLinksRepository,
    private readonly users: UsersRepository,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** Gives the whole link. `subject` is what it is about, where the purpose has one. For reports see `reportLink`. */
  issue(purpose: Exclude<LinkPurpose, 'sign_in_report'>, userId: string, subject: string | null = null): Promise<string> {
    return this.put(purpose, userId, subject);
  }

  /** Minutes that a link lives, for the mail that carries it. */
  minutes(purpose: LinkPurpose): number {
    return Math.round(linkLifetimeMs(purpose, this.options) / 60_000);
  }

  /** Hours, likewise. */
  hours(purpose: LinkPurpose): number {
    return Math.round(this.minutes(purpose) / 60);
  }

  /** The active user whose link it is. Spends nothing. */
  async ownerOf(purpose: LinkPurpose, userId: string, token: string): Promise<User | null> {
    const user = await this.users.find(userId);
    const isLive = await this.links.isLive({ purpose, userId, token }, this.clock.now());
    return user?.isActive && isLive ? user : null;
  }

  /**
   * Spends the link: of all who present it, one gets it. A disabled user's is not spent. The row of the user is locked first, as by
   * whatever else changes the account, so that nobody waits in a circle.
   */
  async consume(purpose: LinkPurpose, userId: string, token: string): Promise<SpentLink | null> {
    const user = await this.users.lock(userId);
    if (!user?.isActive) return null;
    const content = await this.links.take({ purpose, userId, token }, this.clock.now());
    return content && { ...content, user };
  }

  /** Whether anybody has a link of that purpose about it that can still be followed. */
  isOpenAbout(purpose: LinkPurpose, subject: string, exceptOf = NOBODY): Promise<boolean> {
    return this.links.isAbout(purpose, subject, exceptOf, this.clock.now());
  }

  /** For a mail that tells of something its reader may not have done: the link that takes the account back, and how long it lives. */
  async reportLink({ id, email }: Pick<User, 'id' | 'email'>): Promise<{ readonly reportLink: string; readonly hours: number }> {
    return { reportLink: await this.put('sign_in_report', id, email), hours: this.hours('sign_in_report') };
  }

  /**
   * A way back was followed: all of the user's links are dead but for older ways back that another address was mailed. Those outrank it,
   * else whoever moved an account away could kill its owner's way back with one of their own
   * (docs/decisions/0010-the-older-address-outranks.md).
   */
  deleteOutranked(userId: string, address: string, moment: Date): Promise<void> {
    return this.links.deleteOutranked(userId, address, moment);
  }

  /** The user's tokens were invalidated: so are the links that die with them. */
  deleteThoseOfTokens(userId: string): Promise<void> {
    return this.links.deleteThoseOfTokens(userId);
  }

  private async put(purpose: LinkPurpose, userId: string, subject: string | null): Promise<string> {
    const token = randomToken();
    const expiresAt = this.clock.in(linkLifetimeMs(purpose, this.options));
    await this.links.put({ purpose, userId, token, subject, expiresAt }, this.clock.now());
    return `${linkPage(purpose, this.options)}?uid=${userId}&token=${token}`;
  }
}
