import type { EndReason } from '@castellan/access';
import { AuthEvents } from '@castellan/log';
import type { AuthEvent } from '@castellan/log';
import { MailDeliveries } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';
import {
  AccountErased,
  EmailVerified,
  IdentityRemoved,
  PasskeyRemoved,
  SessionEnded,
  TwoFactorDisabled,
  UserRegistered,
} from './account-signals.js';
import { signalOf } from './signal-of-event.js';
import { Signals } from '@castellan/signals';
import type { User } from '../users/user.types.js';

/** Remembers what happens to accounts, and tells other modules of it, so that neither is forgotten. */
@Injectable()
export class AccountEvents {
  constructor(
    private readonly events: AuthEvents,
    private readonly mails: MailDeliveries,
    private readonly signals: Signals,
  ) {}

  /** Part of the caller's transaction, if there is one. @throws what a handler in the transaction throws */
  async record(event: AuthEvent): Promise<void> {
    await this.events.record(event);
    const signal = signalOf(event);
    if (signal) await this.signals.publish(signal);
  }

  /** The user has just been made. Part of the caller's transaction. */
  async registered({ id: userId, email, isVerified }: User): Promise<void> {
    await this.signals.publish(new UserRegistered({ userId, email, isVerified }));
  }

  /** The address was proven for the first time, otherwise than by the link of its sign-up. Part of the caller's transaction. */
  async proven({ id: userId, email }: User): Promise<void> {
    await this.signals.publish(new EmailVerified({ userId, email }));
  }

  /** The first proof of an address dropped the passkeys of who was there before. Part of the caller's transaction. */
  async passkeysDropped(userId: string): Promise<void> {
    await this.signals.publish(new PasskeyRemoved({ userId }));
  }

  /** The first proof of an address dropped the identities of who was there before. Part of the caller's transaction. */
  async identitiesDropped(userId: string): Promise<void> {
    await this.signals.publish(new IdentityRemoved({ userId }));
  }

  /** The first proof of an address dropped the second factor of who was there before. Part of the caller's transaction. */
  async factorDropped(userId: string): Promise<void> {
    await this.signals.publish(new TwoFactorDisabled({ userId }));
  }

  /** Part of the caller's transaction. */
  async sessionsEnded(userId: string, sessionIds: readonly string[], reason: EndReason): Promise<void> {
    for (const sessionId of sessionIds) await this.signals.publish(new SessionEnded({ userId, sessionId, reason }));
  }

  /**
   * The user's row is gone: their history names nobody any more, nor do the mails to their address, unless somebody else has it now.
   * Part of the caller's transaction.
   */
  async erased(userId: string, address: string | null = null): Promise<void> {
    await this.events.forget(userId);
    await this.mails.forget(userId, address);
    await this.signals.publish(new AccountErased({ userId }));
  }
}
