import { NotFound } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { LastSuperuser } from './errors.js';
import { SuperusersRepository } from './superusers.repository.js';

/** Keeps one superuser who can sign in. Whatever deletes, disables, closes or demotes a user asks here first. */
@Injectable()
export class Superusers {
  constructor(private readonly superusers: SuperusersRepository) {}

  /**
   * Part of the caller's transaction, before its change: of two superusers who demote each other at once, the second to ask waits for
   * the first to commit, and is then the last.
   * Takes the locks of this decision in one order everywhere: the user's row, then, for superusers only, the lock of them all.
   * @throws LastSuperuser, NotFound when there is no such user
   */
  async demandAnother(userId: string): Promise<void> {
    const user = await this.superusers.lockUser(userId);
    if (!user) throw new NotFound();
    if (!user.isSuperuser) return;
    await this.superusers.lock();
    if (await this.superusers.isLast(userId)) throw new LastSuperuser();
  }

  /** Part of the caller's transaction: nobody else makes a superuser by this before it ends. */
  async isFirst(): Promise<boolean> {
    await this.superusers.lock();
    return !(await this.superusers.isAny());
  }
}
