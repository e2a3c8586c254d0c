import { Clock, randomToken } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { OneTimeLinksRepository } from './one-time-links.repository.js';
import type { LinkPurpose, SpentLink } from './one-time-links.repository.js';

/** Mailed links that undo something: one use, one purpose, 72 hours. Part of the caller's transaction. */
@Injectable()
export class OneTimeLinks {
  constructor(
    private readonly links: OneTimeLinksRepository,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** Hours that a link lives, for the mail that carries it. */
  get hours(): number {
    return Math.round(this.options.undoTtlMs / 3_600_000);
  }

  /** Gives the link to the page of that path. `subject` is what it is about. */
  async issue(purpose: LinkPurpose, userId: string, subject: string, path: string): Promise<string> {
    const token = randomToken();
    await this.links.insert({ userId, purpose, token, subject, expiresAt: this.clock.in(this.options.undoTtlMs) }, this.clock.now());
    return `${this.options.frontendUrl}${path}?uid=${userId}&token=${token}`;
  }

  /** Spends the link: of all who present it, one gets what it is about. */
  consume(purpose: LinkPurpose, userId: string, token: string): Promise<SpentLink | null> {
    return this.links.consume(purpose, userId, token, this.clock.now());
  }

  /** Whether a link of that purpose about it can still be followed. */
  isOpen(purpose: LinkPurpose, subject: string): Promise<boolean> {
    return this.links.isOpen(purpose, subject, this.clock.now());
  }

  /** What was mailed at that moment or after it works no longer. */
  deleteSince(purpose: LinkPurpose, userId: string, moment: Date): Promise<void> {
    return this.links.deleteSince(purpose, userId, moment);
  }
}
