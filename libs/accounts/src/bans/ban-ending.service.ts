import { Jobs, Transaction } from '@castellan/data';
import { LOCAL_CONTEXT } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { BansRepository } from './bans.repository.js';

const AT_ONCE = 500;
const BY_TIME = { ...LOCAL_CONTEXT, reason: 'The ban was until then.' };

/**
 * Enables users again whose ban had an end: at the door, by whoever comes first after it, and within a minute by a job, so that `is_active`
 * stays what it says (docs/decisions/0197-a-ban-ends-by-itself.md).
 */
@Injectable()
export class BanEnding implements OnModuleInit {
  constructor(
    private readonly bans: BansRepository,
    private readonly users: UsersRepository,
    private readonly records: OperatorRecords,
    private readonly transaction: Transaction,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule('bans', '* * * * *', async () => {
      await this.endDue();
    });
  }

  /**
   * The user as they are now that their ban may be over. Asks nothing of anybody else. What they proved, they proved as `user` was: where the
   * version is another since (a new password, a report), `user` is given back, who is refused.
   */
  async now<T extends User>(user: T): Promise<T> {
    if (!user.isBanOver) return user;
    await this.end(user.id);
    const now = await this.users.find(user.id);
    return now?.tokenVersion === user.tokenVersion ? { ...user, ...now } : user;
  }

  /** Gives how many are enabled again. */
  async endDue(): Promise<number> {
    const ids = await this.bans.due(AT_ONCE);
    let ended = 0;
    for (const id of ids) if (await this.end(id)) ended += 1;
    return ended;
  }

  private end(userId: string): Promise<boolean> {
    return this.transaction.run(async () => {
      const user = await this.bans.end(userId);
      if (!user) return false;
      const changes = { is_active: [false, true], disabled_until: [user.until.toISOString(), null] } as const;
      await this.records.userChanged('account_enabled', user, changes, BY_TIME);
      return true;
    });
  }
}
