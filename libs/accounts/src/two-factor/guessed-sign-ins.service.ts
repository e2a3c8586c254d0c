import type { RequestContext } from '@castellan/common';
import { Allowances } from '@castellan/limits';
import { Injectable } from '@nestjs/common';
import { guessedNotices } from '../budgets/allowances.js';
import type { User } from '../users/user.types.js';
import { TwoFactorNotices } from './two-factor-notices.service.js';

/** A sign-in that ended by wrong codes had a right password: its owner hears of the first one in a day. */
@Injectable()
export class GuessedSignIns {
  constructor(
    private readonly allowances: Allowances,
    private readonly notices: TwoFactorNotices,
  ) {}

  async tell(user: User, context: RequestContext): Promise<void> {
    if (!(await this.allowances.take(guessedNotices(user.id))).isOver) await this.notices.guessed(user, context);
  }
}
