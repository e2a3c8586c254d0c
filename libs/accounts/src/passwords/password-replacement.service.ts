import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Notifications } from '@castellan/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { TokenInvalidation } from '../invalidation/token-invalidation.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { deviceName } from '../users/device-name.js';
import type { User } from '../users/user.types.js';
import type { AddedWay } from '../invalidation/way-in.js';
import { CredentialsRepository } from '../users/credentials.repository.js';
import { NO_OLDER_WAYS, OlderWays } from './older-ways.service.js';
import { PasswordAttempts } from './password-attempts.service.js';

/** How a password came to be replaced, and so why sessions end. */
export type ReplacementReason = 'password_changed' | 'password_reset';

export interface Replacement {
  readonly user: User;
  readonly passwordHash: string;
  readonly reason: ReplacementReason;
  readonly keptSessionId: string | null;
  /** What else went with the old one. */
  readonly removed?: readonly AddedWay[];
  readonly context: RequestContext;
}

/** Stores a new password with everything that follows from it. Part of the caller's transaction. */
@Injectable()
export class PasswordReplacement {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly invalidation: TokenInvalidation,
    private readonly attempts: PasswordAttempts,
    private readonly olderWays: OlderWays,
    private readonly notifications: Notifications,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** Gives the new token version; null when another change came first. */
  async replace({ user, passwordHash, reason, keptSessionId, removed = [], context }: Replacement): Promise<number | null> {
    if (!(await this.credentials.setPassword(user, passwordHash))) return null;
    const version = await this.invalidation.invalidate(user.id, reason, keptSessionId);
    await this.attempts.forgive(user.id);
    await this.tell(user, reason, removed, context);
    return version;
  }

  private async tell(user: User, reason: ReplacementReason, removed: readonly AddedWay[], context: RequestContext): Promise<void> {
    const data = {
      how: reason === 'password_reset' ? 'reset' : 'changed',
      at: this.clock.now(),
      deviceName: deviceName(context.userAgent),
      removed: removed.map((way) => ({ phrase: `removed.${way}` })),
      ...(reason === 'password_reset' ? await this.olderWays.of(user) : NO_OLDER_WAYS),
      resetLink: `${this.options.frontendUrl}/password-reset`,
    } as const;
    await this.notifications.send({ to: user.email, template: 'password-changed', data }, { language: context.language });
  }
}
