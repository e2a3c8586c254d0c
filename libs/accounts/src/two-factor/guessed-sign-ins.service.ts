import type { RequestContext } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.types.js';
import { TwoFactorNotices } from './two-factor-notices.service.js';

const DAY_MS = 24 * 3_600_000;

/** A sign-in that ended by wrong codes had a right password: its owner hears of the first one in a day. */
@Injectable()
export class GuessedSignIns {
  constructor(
    private readonly store: EphemeralStore,
    private readonly notices: TwoFactorNotices,
  ) {}

  async tell(user: User, context: RequestContext): Promise<void> {
    if (await this.store.setIfAbsent(`notice:second-factor-guessed:${user.id}`, 'told', DAY_MS)) await this.notices.guessed(user, context);
  }
}
