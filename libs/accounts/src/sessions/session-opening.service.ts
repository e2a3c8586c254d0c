import { randomBytes, randomUUID } from 'node:crypto';
import { Clock } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { KnownDevices } from '../devices/known-devices.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import type { SignInContext } from './sign-in.types.js';
import type { User } from '../users/user.types.js';
import { KnownPlaces } from '../users/known-places.service.js';
import { deviceName } from '../users/device-name.js';
import { SEED_BYTES } from './refresh-token.js';
import type { Assurance } from '../factors/factor.js';
import { SessionTokenIssuer } from './session-token-issuer.js';
import type { SessionTokens, SessionView } from './session.types.js';
import { SessionsRepository } from './sessions.repository.js';
import { UserSessions } from './user-sessions.service.js';
import type { NewSession } from './sessions.repository.js';

/** Live sessions a user may have, where the host does not tell. */
export const MAX_SESSIONS = 50;

/** What a session is made of, as the door decided. */
export interface Opening extends Assurance {
  /** When the user last proved all that is asked of them. */
  readonly authTime: Date;
  /** Until when this device may do without the second factor; null leaves its trust as it is. */
  readonly trustUntil: Date | null;
}

export interface OpenedSession {
  readonly session: SessionView;
  readonly tokens: SessionTokens;
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
    private readonly tokens: SessionTokenIssuer,
    private readonly places: KnownPlaces,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** Null when the user was disabled or their tokens were invalidated a moment ago. */
  async open(user: User, { trustUntil, ...opening }: Opening, context: SignInContext): Promise<OpenedSession | null> {
    const name = deviceName(context.userAgent);
    const device = await this.devices.remember(user.id, context, name);
    const draft = this.draft(user, opening, context, { id: device.id, name });
    const session = await this.sessions.insert(draft, this.clock.now());
    if (!session) return null;
    if (trustUntil) await this.devices.trust(device.id, trustUntil);
    await this.others.endBeyond(user.id, this.options.maxSessions);
    const tokens = await this.tokens.of({ ...draft, generation: 0, step: 0 }, draft.seed);
    return { session: { ...session, location: this.places.now(session.ip) }, tokens, deviceToken: device.token, isNewDevice: device.isNew };
  }

  private draft(
    user: User,
    opening: Omit<Opening, 'trustUntil'>,
    context: SignInContext,
    device: { id: string; name: string },
  ): NewSession {
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
      ...opening,
      seed: randomBytes(SEED_BYTES),
      expiresAt: idleExpiresAt < absoluteExpiresAt ? idleExpiresAt : absoluteExpiresAt,
      absoluteExpiresAt,
    };
  }
}
