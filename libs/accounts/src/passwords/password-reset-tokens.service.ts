import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { PasswordResetTokensRepository } from './password-reset-tokens.repository.js';

/** The mailed tokens of password resets: whose one is, and that it works once. */
@Injectable()
export class PasswordResetTokens {
  constructor(
    private readonly tokens: PasswordResetTokensRepository,
    private readonly users: UsersRepository,
    private readonly clock: Clock,
  ) {}

  /** The active user whose token it is; spends nothing. */
  async ownerOf(userId: string, token: string): Promise<User | null> {
    const user = await this.users.find(userId);
    const isUsable = await this.tokens.isUsable(userId, token, this.clock.now());
    return user?.isActive && isUsable ? user : null;
  }

  /** Of all who show it, one wins. */
  consume(userId: string, token: string): Promise<boolean> {
    return this.tokens.consume(userId, token, this.clock.now());
  }
}
