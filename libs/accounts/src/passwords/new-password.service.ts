import { ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.types.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordPolicy } from './password-policy.js';

/** A password on its way to be stored: acceptable for this user, then hashed. */
@Injectable()
export class NewPassword {
  constructor(
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
  ) {}

  /** @throws ValidationFailed with every reason under the client's field, Unavailable when the hashing queue is full */
  async hash(password: string, user: User, field: string): Promise<string> {
    const violations = await this.policy.violations(password, user);
    if (violations.length > 0) throw new ValidationFailed({ errors: { [field]: violations } });
    return this.hasher.hash(password);
  }
}
