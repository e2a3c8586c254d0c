import { NotFound } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.types.js';
import { AccountCreation } from './account-creation.service.js';
import { LastSuperuser } from './errors.js';
import { localOperator } from './operator.js';
import { SuperusersRepository } from './superusers.repository.js';

/** Keeps one superuser who can sign in. Whatever deletes, disables, closes or demotes a user asks here first. */
@Injectable()
export class Superusers {
  constructor(
    private readonly superusers: SuperusersRepository,
    private readonly creation: AccountCreation,
    private readonly transaction: Transaction,
  ) {}

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

  /** Where all of them who can sign in are written to. */
  addresses(): Promise<readonly string[]> {
    return this.superusers.addresses();
  }

  /**
   * The first superuser, if there is none; null when there is one. Of nodes that start at once, one makes it and the others wait.
   * @throws ValidationFailed, Unavailable
   */
  ensureFirst(email: string, password: string): Promise<User | null> {
    return this.transaction.run(async () => {
      await this.superusers.lock();
      if (await this.superusers.isAny()) return null;
      return this.creation.createSuperuser(localOperator(), { email, password });
    });
  }
}
