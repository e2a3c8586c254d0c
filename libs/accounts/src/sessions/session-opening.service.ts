import { randomBytes, randomUUID } from 'node:crypto';
import type { AssuranceLevel } from '@castellan/access';
import { Clock } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { KnownDevices } from '../devices/known-devices.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { SignInContext } from '../sign-in/sign-in.types.js';
import type { User } from '../users/user.types.js';
import { deviceName } from './device-name.js';
import { SEED_BYTES } from './refresh-token.js';
import { SessionTokens } from './session-tokens.js';
import type { SessionTokens as Tokens, SessionView } from './session.types.js';
import { SessionsRepository } from './sessions.repository.js';
import { UserSessions } from './user-sessions.service.js';
import type { NewSession } from './sessions.repository.js';

/** What was proven: the assurance level and the methods behind it. */
export interface Assurance {
  readonly aal: AssuranceLevel;
  readonly amr: readonly string[];
}

export interface OpenedSession {
  readonly session: SessionView;
  readonly tokens: Tokens;
  readonly deviceToken: string;
  readonly isNewDevice: boolean;
}

/** Makes the session row and its first tokens. It asks nothing: only the door calls it, inside its transaction. */
@Injectable()
export class SessionOpening {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly devices: KnownDevices,
    private readonly others: UserSessions,
    private readonly tokens: SessionTokens,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** Null when the user was disabled or their tokens were invalidated a moment ago. */
  async open(user: User, assurance: Assurance, context: SignInContext): Promise<OpenedSession | null> {
    const name = deviceName(context.userAgent);
    const device = await this.devices.remember(user.id, context.deviceToken, name);
    const draft = this.draft(user, assurance, context, { id: device.id, name });
    const now = this.clock.now();
    const session = await this.sessions.insert(draft, now);
    if (!session) return null;
    await this.others.endBeyond(user.id, this.options.maxSessions);
    const tokens = this.tokens.of({ ...draft, authTime: now, generation: 0 }, draft.seed);
    return { session, tokens, deviceToken: device.token, isNewDevice: device.isNew };
  }

  private draft(user: User, assurance: Assurance, context: SignInContext, device: { id: string; name: string }): NewSession {
    const absoluteExpiresAt = this.clock.in(this.options.sessionMaxAgeMs);
    const idleExpiresAt = this.clock.in(this.options.refreshTtlMs);
    return {
      id: randomUUID(),
      userId: user.id,
      transport: context.transport,
      deviceId: device.id,
      deviceName: device.name,
      ip: context.ip,
      version: user.tokenVersion,
      ...assurance,
      seed: randomBytes(SEED_BYTES),
      expiresAt: idleExpiresAt < absoluteExpiresAt ? idleExpiresAt : absoluteExpiresAt,
      absoluteExpiresAt,
    };
  }
}
