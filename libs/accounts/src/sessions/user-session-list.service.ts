import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { KnownPlaces } from '../users/known-places.service.js';
import type { SessionView } from './session.types.js';
import { UserSessionsRepository } from './user-sessions.repository.js';

/** The live sessions of a user, each with the place of the address it was last used from. */
@Injectable()
export class UserSessionList {
  constructor(
    private readonly sessions: UserSessionsRepository,
    private readonly places: KnownPlaces,
    private readonly clock: Clock,
  ) {}

  /** The last used first. */
  async of(userId: string): Promise<readonly SessionView[]> {
    const sessions = await this.sessions.list(userId, this.clock.now());
    const places = await this.places.of(sessions.map(({ ip }) => ip));
    return sessions.map((session) => ({ ...session, location: places.get(session.ip) ?? null }));
  }
}
