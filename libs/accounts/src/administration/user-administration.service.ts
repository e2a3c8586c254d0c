import { Transaction } from '@castellan/data';
import type { OperatorContext } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { LOCAL_CONTEXT } from '@castellan/log';
import type { User } from '../users/user.types.js';
import type { SignInName } from '../users/sign-in-name.js';
import { UsersRepository } from '../users/users.repository.js';
import { AccountMaking } from './account-making.service.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import type { NewAccount } from '../users/person.js';
import { OperatorPassword } from './operator-password.service.js';
import { Superusers } from './superusers.service.js';
import { UserStanding } from './user-standing.service.js';

/**
 * What operators do to accounts, from the panel and the command line. Whether they may is for the caller to decide; that one active
 * superuser stays is decided here, in the transaction of the change. A change acts on the user's very next request on this node, within
 * 1 s on every other, and leaves an event and a row of the audit log. `find` and `findByName` give null for nobody; the others throw `NotFound`.
 */
@Injectable()
export class UserAdministration {
  constructor(
    private readonly users: UsersRepository,
    private readonly administered: AdministeredUsersRepository,
    private readonly making: AccountMaking,
    private readonly passwords: OperatorPassword,
    private readonly standing: UserStanding,
    private readonly superusers: Superusers,
    private readonly transaction: Transaction,
  ) {}

  find(userId: string): Promise<User | null> {
    return this.users.find(userId);
  }

  findByName(name: SignInName): Promise<User | null> {
    return this.administered.findByName(name);
  }

  /**
   * An account like one that signed itself up. Its address counts as proven only when `isVerified` says so; no mail is sent.
   * @throws ValidationFailed with everything that is wrong with it, taken names included; Unavailable when the hashing queue is full
   */
  createUser(account: NewAccount, context: OperatorContext, { isVerified = false } = {}): Promise<User> {
    return this.making.make(account, { isVerified, isStaff: false, isSuperuser: false }, context);
  }

  /** An account that is staff and superuser, verified at once. @throws ValidationFailed, Unavailable */
  createSuperuser(account: NewAccount & { readonly password: string }, context: OperatorContext): Promise<User> {
    return this.making.make(account, { isVerified: true, isStaff: true, isSuperuser: true }, context);
  }

  /**
   * The first superuser, if there is none; null when there is one. Of nodes that start at once, one makes it and the others wait.
   * @throws ValidationFailed, Unavailable
   */
  ensureSuperuser(email: string, password: string): Promise<User | null> {
    return this.transaction.run(async () => {
      if (!(await this.superusers.isFirst())) return null;
      return this.createSuperuser({ email, password }, LOCAL_CONTEXT);
    });
  }

  /** Ends all the user's sessions and open reset links, and mails them. @throws NotFound, ValidationFailed, Unavailable */
  setPassword(userId: string, password: string, context: OperatorContext): Promise<void> {
    return this.passwords.set(userId, password, context);
  }

  /** Disabling ends all sessions (`account_disabled`); enabling brings none back. @throws NotFound, LastSuperuser */
  setActive(userId: string, isActive: boolean, context: OperatorContext): Promise<void> {
    return this.standing.set(userId, 'is_active', isActive, context);
  }

  /** @throws NotFound */
  setStaff(userId: string, isStaff: boolean, context: OperatorContext): Promise<void> {
    return this.standing.set(userId, 'is_staff', isStaff, context);
  }

  /** A superuser has every permission. It makes nobody staff. @throws NotFound, LastSuperuser */
  setSuperuser(userId: string, isSuperuser: boolean, context: OperatorContext): Promise<void> {
    return this.standing.set(userId, 'is_superuser', isSuperuser, context);
  }

  /** At once, with everything that is theirs; their events stay, and name nobody. @throws NotFound, LastSuperuser */
  deleteUser(userId: string, context: OperatorContext): Promise<void> {
    return this.standing.delete(userId, context);
  }
}
