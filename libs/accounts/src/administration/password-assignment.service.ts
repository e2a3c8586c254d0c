import { NotFound, ValidationFailed } from '@castellan/common';
import { masked } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { PasswordPolicy } from '../passwords/password-policy.js';
import { PasswordReplacement } from '../passwords/password-replacement.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import type { LocalOperator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';

const UNCHANGED = 'The account is disabled, or was changed a moment ago.';

/**
 * Sets the password of somebody else, which nobody does at the panel. What follows is what follows a change by themselves: every session
 * and open reset link ends, and they are mailed.
 */
@Injectable()
export class PasswordAssignment {
  constructor(
    private readonly gate: OperatorGate,
    private readonly users: UsersRepository,
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
    private readonly replacement: PasswordReplacement,
    private readonly records: OperatorRecords,
  ) {}

  /** @throws NotFound, ValidationFailed for a refused password or a disabled account, Unavailable when the hashing queue is full */
  async set(operator: LocalOperator, userId: string, password: string): Promise<void> {
    const user = await this.users.find(userId);
    if (!user) throw new NotFound();
    const violations = await this.policy.violations(password, user);
    if (violations.length > 0) throw new ValidationFailed({ errors: { password: violations } });
    const passwordHash = await this.hasher.hash(password); // before the transaction: it holds no row for so long
    await this.gate.acting(operator, 'superuser', () => this.replace(operator, user, passwordHash));
  }

  private async replace({ context }: LocalOperator, user: User, passwordHash: string): Promise<void> {
    const replacement = { user, passwordHash, reason: 'password_changed', keptSessionId: null, context } as const;
    const version = await this.replacement.replace(replacement);
    if (version === null) throw new ValidationFailed({ errors: { user: [UNCHANGED] } });
    const changes = { password: [masked(true), masked(true)] } as const; // whether there was one before is nobody's business either
    await this.records.done({ event: 'password_set', action: 'user.password_set', user, changes }, context);
  }
}
