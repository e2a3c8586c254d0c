import { Injectable } from '@nestjs/common';
import type { SignInName } from '../users/sign-in-name.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';

/** Whom there is, for the command line and other Nest code. Null for nobody. */
@Injectable()
export class UserDirectory {
  constructor(
    private readonly users: UsersRepository,
    private readonly administered: AdministeredUsersRepository,
  ) {}

  /** By id; null for an unknown one. */
  find(userId: string): Promise<User | null> {
    return this.users.find(userId);
  }

  /** By address or username, in any of its spellings; null for an unknown one. */
  findByName(name: SignInName): Promise<User | null> {
    return this.administered.findByName(name);
  }
}
