import { NotFound } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { UsersRepository } from './users.repository.js';

/** What users may do by everything that says so; granting it is the affair of `Permissions` and `Groups`. */
@Injectable()
export class UserPermissions {
  constructor(private readonly users: UsersRepository) {}

  /**
   * Granted, by a group, or as a superuser; sorted. An inactive user may do nothing.
   * @throws NotFound when there is no such user
   */
  async of(userId: string): Promise<readonly string[]> {
    const user = await this.users.find(userId);
    if (!user) throw new NotFound();
    return user.permissions;
  }
}
