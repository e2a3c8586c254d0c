import { ValidationFailed } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { masked } from '@castellan/log';
import type { AuditChanges, OperatorContext } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { PasswordPolicy } from '../passwords/password-policy.js';
import type { NewStanding, NewUser, User } from '../users/user.types.js';
import { UserCreation } from '../registration/user-creation.service.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import { personErrors } from '../users/person.js';
import type { FieldErrors, NewAccount } from '../users/person.js';
import { EMAIL_TAKEN, refuseTaken, USERNAME_TAKEN } from './taken.js';

/** Makes accounts by hand. Operators are told plainly what is taken: they may look at every account anyway. */
@Injectable()
export class AccountMaking {
  constructor(
    private readonly users: AdministeredUsersRepository,
    private readonly creation: UserCreation,
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
    private readonly transaction: Transaction,
    private readonly records: OperatorRecords,
  ) {}

  /** @throws ValidationFailed with everything that is wrong with the account, Unavailable when the hashing queue is full */
  async make(account: NewAccount, standing: NewStanding, context: OperatorContext): Promise<User> {
    await this.demandAcceptable(account);
    const { email, password, username = null, firstName = '', lastName = '' } = account;
    const passwordHash = password === null ? null : await this.hasher.hash(password);
    const user = { email, username, firstName, lastName, passwordHash };
    return this.transaction.run(() => this.insert(user, standing, context)).catch(refuseTaken);
  }

  private async demandAcceptable(account: NewAccount): Promise<void> {
    const { password, ...person } = account;
    const violations = password === null ? [] : await this.policy.violations(password, person);
    const shape = personErrors(person);
    const errors = {
      ...(Object.keys(shape).length > 0 ? shape : await this.takenErrors(account)),
      ...(violations.length > 0 && { password: violations }),
    };
    if (Object.keys(errors).length > 0) throw new ValidationFailed({ errors });
  }

  private async takenErrors({ email, username }: NewAccount): Promise<FieldErrors> {
    const hasEmail = await this.users.findByName({ email });
    const hasUsername = username ? await this.users.findByName({ username }) : null;
    return { ...(hasEmail && EMAIL_TAKEN), ...(hasUsername && USERNAME_TAKEN) };
  }

  private async insert(user: NewUser, standing: NewStanding, context: OperatorContext): Promise<User> {
    const inserted = await this.creation.create(user, standing);
    const changes = { ...describe(user), ...describeStanding(standing) };
    await this.records.done({ event: 'user_created', action: 'user.created', user: inserted, changes }, context);
    return inserted;
  }
}

/** Who it is, is told by the row of the user for as long as there is one. */
function describe({ email, username, firstName, lastName, passwordHash }: NewUser): AuditChanges {
  return {
    email: [null, masked(email !== '')],
    username: [null, masked(username !== null)],
    first_name: [null, masked(firstName !== '')],
    last_name: [null, masked(lastName !== '')],
    password: [null, masked(passwordHash !== null)],
  };
}

function describeStanding({ isVerified, isStaff, isSuperuser }: NewStanding): AuditChanges {
  return { is_verified: [null, isVerified], is_staff: [null, isStaff], is_superuser: [null, isSuperuser] };
}
